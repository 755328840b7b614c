package signet.signer.deadline;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs an action when something took too long. All watches share one daemon thread, which sleeps
 * until the next of them is due; restarting a watch costs one volatile write. Thread-safe.
 */
public final class DeadlineTimer implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;

    /** Makes one; its thread starts with the first watch. */
    public DeadlineTimer() {
        executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("deadlines").factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Starts to watch.
     *
     * @param limit how long it may take from now, or from the latest {@link Watch#restart}
     * @param onExpiry what to do then, once; runs on the timer's thread, so it must not block
     */
    public Watch watch(Duration limit, Runnable onExpiry) {
        Watch watch = new Watch(this, limit.toNanos(), onExpiry);
        schedule(watch, limit.toNanos());
        return watch;
    }

    void schedule(Watch watch, long nanos) {
        try {
            watch.scheduled(executor.schedule(watch, nanos, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            // Closed: nothing is watched any more.
            watch.cancel();
        }
    }

    /** Stops all watches; none expires after. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
