package signet.signer.pkcs11.process;

import org.jspecify.annotations.Nullable;

import signet.signer.SignerException;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a helper at hand: starts one when a request needs it and none is there. Requests that need
 * one at the same time wait for the same start and share its failure. Thread-safe.
 */
final class HelperSupply implements AutoCloseable {

    private final HelperStarter starter;
    private final Duration interval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private volatile OpenHelper current;
    private long startedAt;
    private final AtomicLong attempts = new AtomicLong();
    private @Nullable SignerException failure;
    private volatile boolean closed;

    /**
     * Starts the first helper.
     *
     * @param interval the least time between two starts, and for how long the failure of one is the
     *     answer to all requests
     */
    HelperSupply(HelperStarter starter, Duration interval) throws SignerException {
        this.starter = starter;
        this.interval = interval;
        this.startedAt = System.nanoTime();
        this.current = starter.start(Optional.empty());
    }

    /** Returns what is known of the key, from the latest start that succeeded. */
    OpenHelper latest() {
        return current;
    }

    /** Returns a helper that works as far as is known. */
    OpenHelper get() throws SignerException {
        OpenHelper helper = current;
        return helper.pipeline().isUsable() && !closed ? helper : restarted();
    }

    private OpenHelper restarted() throws SignerException {
        long seen = attempts.get();
        lockFor();
        try {
            while (true) {
                checkOpen();
                if (current.pipeline().isUsable()) {
                    return current;
                }
                long left = interval.toNanos() - (System.nanoTime() - startedAt);
                if (failure != null && (attempts.get() != seen || left > 0)) {
                    throw failure;
                }
                if (left <= 0) {
                    return start();
                }
                long _ = closing.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SignerException.TokenUnavailable("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() throws SignerException {
        if (closed) {
            throw new SignerException.TokenUnavailable("this signer is closed", null);
        }
    }

    private void lockFor() throws SignerException {
        try {
            if (lock.tryLock(starter.limits().turn().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SignerException.TokenUnavailable(
                "the token's helper did not start within "
                        + starter.limits().turn().toSeconds()
                        + " s (\"token-wait\")",
                null);
    }

    private OpenHelper start() throws SignerException {
        current.pipeline().close();
        attempts.incrementAndGet();
        startedAt = System.nanoTime();
        try {
            OpenHelper fresh = starter.start(Optional.of(current.token().token().serial()));
            checkKey(fresh);
            if (closed) {
                fresh.pipeline().close();
                checkOpen();
            }
            failure = null;
            current = fresh;
            starter.log().info("the token is open again: " + fresh.ready().uri());
            return fresh;
        } catch (SignerException e) {
            failure = e;
            startedAt = System.nanoTime();
            throw e;
        }
    }

    private void checkKey(OpenHelper fresh) throws SignerException {
        if (!fresh.greeting().thumbprint().equals(current.greeting().thumbprint())
                || fresh.greeting().algorithm() != current.greeting().algorithm()) {
            fresh.pipeline().close();
            throw new SignerException.KeyUnusable(
                    "the token now has another key at "
                            + current.ready().uri()
                            + "; restart signet-accountd to use it",
                    null);
        }
    }

    @Override
    public void close() {
        closed = true;
        // A start that is under way ends with the helper, when our end of its pipes goes away.
        if (lock.tryLock()) {
            try {
                closing.signalAll();
            } finally {
                lock.unlock();
            }
        }
        current.pipeline().close();
    }
}
