package signet.signer.verification;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loads something faster, beside the work that goes on without it, once there was so much work that
 * it pays: most signers make a few signatures and wait for weeks, and a native library costs as
 * much time as hundreds of signatures, and memory for good. Thread-safe.
 */
public final class Upgrade implements AutoCloseable {

    /** What a dozen certificates take is done by then. */
    private static final int USES_BEFORE = 256;

    private final AtomicInteger uses = new AtomicInteger();
    private final Thread loader;

    /**
     * Makes one.
     *
     * @param name the name of the thread that loads
     * @param load is run at most once
     */
    public Upgrade(String name, Runnable load) {
        this.loader = Thread.ofPlatform().daemon().name(name).unstarted(load);
    }

    /** Counts one piece of work; returns at once. */
    public void used() {
        if (uses.get() < USES_BEFORE && uses.incrementAndGet() == USES_BEFORE) {
            loader.start();
        }
    }

    /** Waits for what is being loaded, so that nothing half-loaded stays behind. */
    @Override
    public void close() {
        try {
            loader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
