package signet.acme.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody waits, and then at once. Remembers the waits. */
public final class FakeTime implements Timekeeper {

    /** When it starts. */
    public static final Instant START = Instant.parse("2026-11-24T06:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    @Override
    public Instant now() {
        return START.plusNanos(nanos.get());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void pause(Duration duration) {
        pauses.add(duration);
        nanos.addAndGet(duration.toNanos());
    }

    /** Returns all waits so far. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
