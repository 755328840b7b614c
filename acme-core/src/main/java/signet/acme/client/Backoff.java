package signet.acme.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits that grow from a first one to a cap, each shortened or stretched by up to a quarter. */
final class Backoff {

    private final double factor;
    private final Duration cap;
    private Duration current;

    private Backoff(Duration first, double factor, Duration cap) {
        this.current = first;
        this.factor = factor;
        this.cap = cap;
    }

    /** Waits between looks at something that may be done at any moment. */
    static Backoff forPolling() {
        return new Backoff(Duration.ofMillis(60), 1.7, Duration.ofSeconds(5));
    }

    /** Waits before a failed request is made again. */
    static Backoff forRetries() {
        return new Backoff(Duration.ofMillis(250), 2, Duration.ofSeconds(10));
    }

    Duration next() {
        Duration base = current;
        Duration grown = times(base, factor);
        current = grown.compareTo(cap) > 0 ? cap : grown;
        // Clients that a failure has set to one beat must not stay on it.
        return times(base, ThreadLocalRandom.current().nextDouble(0.75, 1.25));
    }

    private static Duration times(Duration duration, double by) {
        return Duration.ofNanos((long) (duration.toNanos() * by));
    }
}
