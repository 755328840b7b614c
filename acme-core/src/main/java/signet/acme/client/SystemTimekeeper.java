package signet.acme.client;

import java.time.Duration;
import java.time.Instant;

/** The machine's own clocks. */
final class SystemTimekeeper implements Timekeeper {

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }
}
