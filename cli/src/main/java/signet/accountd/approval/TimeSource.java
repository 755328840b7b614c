package signet.accountd.approval;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Tells how much time has passed: the more of what two clocks say. The monotonic clock can't be set
 * back, so that nothing lasts longer because somebody does; the other one goes on while the machine
 * sleeps, so that a lease does not outlive the night in a closed laptop.
 *
 * @param nanos the monotonic clock, nanoseconds since some moment
 * @param wall the clock of the day
 */
public record TimeSource(LongSupplier nanos, InstantSource wall) {

    /** The clocks of the system. */
    public static final TimeSource SYSTEM =
            new TimeSource(System::nanoTime, InstantSource.system());

    /**
     * A moment on both clocks.
     *
     * @param nanos on the monotonic one
     * @param wall on the other one
     */
    public record Moment(long nanos, Instant wall) {}

    /** Returns the present moment. */
    public Moment now() {
        return new Moment(nanos.getAsLong(), wall.instant());
    }

    /** Returns how long ago a moment was; never negative. */
    public Duration since(Moment moment) {
        Duration monotonic = Duration.ofNanos(nanos.getAsLong() - moment.nanos());
        Duration walls = Duration.between(moment.wall(), wall.instant());
        return monotonic.compareTo(walls) > 0 ? monotonic : walls;
    }

    /** Returns what is left of a time that began at a moment; zero where it is over. */
    public Duration left(Moment begin, Duration whole) {
        Duration left = whole.minus(since(begin));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
