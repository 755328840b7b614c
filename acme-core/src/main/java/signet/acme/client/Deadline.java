package signet.acme.client;

import java.time.Duration;

/** How much time is left for an operation. */
final class Deadline {

    /** The longest single wait that anybody is granted, also where there is no limit. */
    static final Duration MAX_WAIT = Duration.ofHours(1);

    private final Timekeeper time;
    private final Duration budget;
    private final long start;

    private Deadline(Timekeeper time, Duration budget) {
        this.time = time;
        this.budget = budget;
        this.start = time.nanoTime();
    }

    /** Starts; a budget of zero is no limit. */
    static Deadline start(Timekeeper time, Duration budget) {
        return new Deadline(time, budget);
    }

    /** Returns what is left, at most {@link #MAX_WAIT}; zero when the time is up. */
    Duration remaining() {
        if (budget.isZero()) {
            return MAX_WAIT;
        }
        Duration left = budget.minusNanos(time.nanoTime() - start);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return min(left, MAX_WAIT);
    }

    boolean isOver() {
        return remaining().isZero();
    }

    /** Says whether a wait ends before the time is up. */
    boolean allows(Duration wait) {
        return wait.compareTo(remaining()) < 0;
    }

    /** Returns the limit for messages. */
    String limit() {
        return budget.isZero()
                ? MAX_WAIT.toMinutes() + " min for one wait"
                : budget.toMillis() / 1000.0 + " s (\"timeout\" of section [client])";
    }

    static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
