package signet.signer.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts the connections that may be open at once. Thread-safe. */
final class Slots {

    /** Descriptors are freed by others than our clients too. */
    private static final long LONGEST_WAIT_SECONDS = 1;

    private final Semaphore free;
    private final BlockingQueue<Boolean> released = new ArrayBlockingQueue<>(1);

    Slots(int count) {
        this.free = new Semaphore(count);
    }

    boolean take() {
        return free.tryAcquire();
    }

    void release() {
        free.release();
        boolean _ = released.offer(true);
    }

    /** Waits until a connection ends, or for a second. */
    void awaitRelease() {
        released.clear();
        try {
            Boolean _ = released.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
