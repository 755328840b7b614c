package signet.acme.client;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Something that is found out at most once, by the first who asks; the others wait for it. A
 * failure stands too, so that a hundred orders do not each repeat a question that was answered with
 * no. Safe for use by several threads.
 */
final class Once<T> {

    /** Finds it out. */
    interface Finder<T> {
        T find() throws AcmeException, InterruptedException;
    }

    private final Finder<T> finder;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable T value;
    private @Nullable AcmeException failure;

    Once(Finder<T> finder) {
        this.finder = finder;
    }

    T get() throws AcmeException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (value != null) {
                return value;
            }
            if (failure != null) {
                throw failure;
            }
            T found = finder.find();
            value = found;
            return found;
        } catch (AcmeException e) {
            failure = e;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Replaces whatever was found out. */
    void set(T newValue) {
        lock.lock();
        try {
            value = newValue;
        } finally {
            lock.unlock();
        }
    }
}
