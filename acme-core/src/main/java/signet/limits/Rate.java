package signet.limits;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Allows each peer so many events in any period of some length. Remembers a bounded number of
 * peers: of more, the one that was there longest ago is forgotten. Thread-safe.
 *
 * @param <K> tells peers apart
 */
public final class Rate<K> {

    private final int most;
    private final long period;
    private final int keys;
    private final LongSupplier clock;
    private final Map<K, Deque<Long>> events = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Makes one.
     *
     * @param most how many events, 1 or more
     * @param period in a time of this length
     * @param keys how many peers are remembered, 1 or more
     * @param clock monotonic, in nanoseconds
     */
    public Rate(int most, Duration period, int keys, LongSupplier clock) {
        if (most < 1 || keys < 1 || !period.isPositive()) {
            throw new IllegalArgumentException("a rate must allow something");
        }
        this.most = most;
        this.period = period.toNanos();
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Counts an event, if it may be.
     *
     * @return after which time the next one may be; empty where this one may
     */
    public synchronized Optional<Duration> take(K key) {
        long now = clock.getAsLong();
        Deque<Long> taken = events.computeIfAbsent(key, _ -> new ArrayDeque<>());
        while (!taken.isEmpty() && now - taken.getFirst() >= period) {
            taken.removeFirst();
        }
        if (taken.size() >= most) {
            return Optional.of(Duration.ofNanos(period - (now - taken.getFirst())));
        }
        taken.addLast(now);
        if (events.size() > keys) {
            events.remove(events.keySet().iterator().next());
        }
        return Optional.empty();
    }

    /** Takes the newest event of a peer back, as one that does not count. */
    public synchronized void giveBack(K key) {
        Deque<Long> taken = events.get(key);
        if (taken != null && !taken.isEmpty()) {
            taken.removeLast();
        }
    }

    synchronized int size() {
        return events.size();
    }
}
