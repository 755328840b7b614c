package signet.acme.client;

import java.time.Duration;
import java.time.Instant;

/** Time as the client sees it: tells it, and lets it pass. Safe for use by several threads. */
public interface Timekeeper {

    /** Returns the time of day, to which the dates of a server are compared. */
    Instant now();

    /** Returns a reading of a clock that never jumps, in nanoseconds from an arbitrary origin. */
    long nanoTime();

    /** Waits. */
    void pause(Duration duration) throws InterruptedException;

    /** Returns the machine's time. */
    static Timekeeper system() {
        return new SystemTimekeeper();
    }
}
