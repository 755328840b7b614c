package signet.signer.deadline;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Future;

/** One running deadline of a {@link DeadlineTimer}. Thread-safe. */
public final class Watch implements Runnable, AutoCloseable {

    private final DeadlineTimer timer;
    private final long limitNanos;
    private final Runnable onExpiry;

    private volatile long startedAt = System.nanoTime();
    private volatile boolean paused;
    private volatile boolean over;
    private volatile @Nullable Future<?> next;

    Watch(DeadlineTimer timer, long limitNanos, Runnable onExpiry) {
        this.timer = timer;
        this.limitNanos = limitNanos;
        this.onExpiry = onExpiry;
    }

    /** Grants the whole time again, from now; ends a pause. */
    public void restart() {
        startedAt = System.nanoTime();
        paused = false;
    }

    /** Lets no time count until the next {@link #restart}. */
    public void pause() {
        paused = true;
    }

    /** Ends the watch for good. It does not expire after, unless it is just doing so. */
    public void cancel() {
        over = true;
        Future<?> pending = next;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    /** The same as {@link #cancel}, for try-with-resources. */
    @Override
    public void close() {
        cancel();
    }

    void scheduled(Future<?> future) {
        next = future;
        if (over) {
            future.cancel(false);
        }
    }

    /** For the timer: expires, or finds out when to look again. */
    @Override
    public void run() {
        if (over) {
            return;
        }
        // During a pause the clock stands: it can't expire earlier than a whole limit from now.
        long left = paused ? limitNanos : limitNanos - (System.nanoTime() - startedAt);
        if (left > 0) {
            timer.schedule(this, left);
        } else {
            over = true;
            onExpiry.run();
        }
    }
}
