package signet.accountd.approval;

import java.time.Duration;
import java.time.Instant;

/** Two clocks that go when the test says so. */
final class FakeTime {

    private volatile long nanos = Long.MAX_VALUE - 1; // a monotonic clock may overflow
    private volatile Instant wall = Instant.parse("2030-01-01T00:00:00Z");

    TimeSource source() {
        return new TimeSource(() -> nanos, () -> wall);
    }

    synchronized void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    /** The machine sleeps: the monotonic clock stands. */
    synchronized void sleep(Duration time) {
        wall = wall.plus(time);
    }

    synchronized void setBack(Duration time) {
        wall = wall.minus(time);
    }
}
