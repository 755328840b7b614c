package signet.limits;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private final Map<K, Deque<Ticket>> events = new LinkedHashMap<>(16, 0.75f, true);

    /** Whether an event may be. */
    public sealed interface Taken {}

    /** It may, and was counted: what it is given back by. Each is itself alone. */
    public static final class Ticket implements Taken {
        private final long time;

        private Ticket(long time) {
            this.time = time;
        }
    }

    /**
     * It may not.
     *
     * @param left after which time the next one may be; positive
     */
    public record Later(Duration left) implements Taken {}

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

    /** Counts an event, if it may be. */
    public synchronized Taken take(K key) {
        long now = clock.getAsLong();
        Deque<Ticket> taken = events.computeIfAbsent(key, _ -> new ArrayDeque<>());
        while (!taken.isEmpty() && now - taken.getFirst().time >= period) {
            taken.removeFirst();
        }
        if (taken.size() >= most) {
            return new Later(Duration.ofNanos(period - (now - taken.getFirst().time)));
        }
        Ticket ticket = new Ticket(now);
        taken.addLast(ticket);
        if (events.size() > keys) {
            events.remove(events.keySet().iterator().next());
        }
        return ticket;
    }

    /**
     * Takes an event of a peer back, as one that does not count. Does nothing where that was done,
     * or where it does not count any more. Takes as long as there are events that count.
     */
    public synchronized void giveBack(K key, Ticket ticket) {
        Deque<Ticket> taken = events.get(key);
        if (taken != null) {
            boolean _ = taken.remove(ticket);
        }
    }

    synchronized int size() {
        return events.size();
    }
}
