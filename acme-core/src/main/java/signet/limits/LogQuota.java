package signet.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How much of another process's talk goes into our log. Where it is too much, one line says so in
 * the place of the rest. Thread-safe.
 */
public final class LogQuota {

    private final Limits limits;
    private final LongSupplier nanoTime;
    private long periodStart;
    private int lines;
    private long charactersLeft;
    private boolean full;

    /**
     * The limits of one quota.
     *
     * @param lines how many lines are passed on in a period; more than zero
     * @param period how long one lasts, from its first line; more than zero
     * @param characters how many are passed on in all; {@link Long#MAX_VALUE} for no limit
     */
    public record Limits(int lines, Duration period, long characters) {
        /** Checks the ranges. */
        public Limits {
            if (lines < 1 || !period.isPositive() || characters < 1) {
                throw new IllegalArgumentException("A limit is not positive");
            }
        }
    }

    /** Makes one with nothing used up. */
    public LogQuota(Limits limits) {
        this(limits, System::nanoTime);
    }

    /** Makes one with another clock, in nanoseconds from any origin. */
    LogQuota(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.periodStart = nanoTime.getAsLong();
        this.charactersLeft = limits.characters();
    }

    /**
     * Passes a line on, where it may be; where it is the first that may not, says so instead.
     *
     * @param line as it will be shown, so that escapes count
     * @param log takes what is to be shown; may wait, as nobody else waits for it
     */
    public void pass(String line, Consumer<String> log) {
        shown(line).ifPresent(log);
    }

    private synchronized Optional<String> shown(String line) {
        if (full) {
            return Optional.empty();
        }
        long now = nanoTime.getAsLong();
        if (now - periodStart > limits.period().toNanos()) {
            periodStart = now;
            lines = 0;
        }
        if (lines > limits.lines()) {
            return Optional.empty();
        }
        if (++lines > limits.lines()) {
            return Optional.of("more than " + limits.lines() + " lines, some are not shown");
        }
        if (line.length() > charactersLeft) {
            full = true;
            return Optional.of(
                    "more than " + limits.characters() + " characters, the rest is not shown");
        }
        charactersLeft -= line.length();
        return Optional.of(line);
    }
}
