package signet.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process or thread does: by looking again and again, up to a deadline. */
public final class Eventually {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Eventually() {}

    /** A question whose answer may be an exception. */
    @FunctionalInterface
    public interface Condition {
        /** Tells whether it holds now. */
        boolean holds() throws Exception;
    }

    /** A value that may not be there yet. */
    @FunctionalInterface
    public interface Probe<T> {
        /** Returns the value, or empty while it isn't there. */
        Optional<T> look() throws Exception;
    }

    /**
     * Waits until a condition holds.
     *
     * @param what what is waited for, for the message
     * @throws AssertionError when it doesn't hold in time
     */
    public static void await(String what, Duration deadline, Condition condition) {
        get(what, deadline, () -> condition.holds() ? Optional.of(true) : Optional.empty());
    }

    /**
     * Waits until a value is there.
     *
     * @param what what is waited for, for the message
     * @throws AssertionError when it isn't there in time, or when looking fails
     */
    public static <T> T get(String what, Duration deadline, Probe<T> probe) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            Optional<T> value = look(what, probe);
            if (value.isPresent()) {
                return value.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + deadline + ": " + what);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting for: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static <T> Optional<T> look(String what, Probe<T> probe) {
        try {
            return probe.look();
        } catch (Exception e) {
            throw new AssertionError("while waiting for: " + what, e);
        }
    }
}
