package signet.limits;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Remembers what was refused, for a time that doubles with each refusal of the same. It begins anew
 * where the last refusal is over for as long as one can last. What is remembered is bounded: of
 * more, the refusal that is over first is forgotten. Thread-safe.
 *
 * @param <K> tells apart what is refused; should be small
 * @param <C> why it was
 */
public final class Backoff<K, C> {

    private final long first;
    private final long most;
    private final int keys;
    private final LongSupplier clock;
    private final Map<K, Entry<C>> entries = new HashMap<>();

    /**
     * What stands against something.
     *
     * @param cause why it was refused the last time
     * @param left how much longer
     */
    public record Refusal<C>(C cause, Duration left) {}

    /**
     * A refusal, in nanoseconds.
     *
     * @param since when it was
     * @param lasts for how long
     * @param next how long one more will last
     */
    private record Entry<C>(C cause, long since, long lasts, long next) {
        long left(long now) {
            return lasts - (now - since);
        }
    }

    /**
     * Makes one.
     *
     * @param first how long the first refusal lasts
     * @param most how long one can last
     * @param keys how much is remembered, 1 or more
     * @param clock monotonic, in nanoseconds
     */
    public Backoff(Duration first, Duration most, int keys, LongSupplier clock) {
        if (!first.isPositive() || most.compareTo(first) < 0 || keys < 1) {
            throw new IllegalArgumentException("a refusal must last");
        }
        this.first = first.toNanos();
        this.most = most.toNanos();
        this.keys = keys;
        this.clock = clock;
    }

    /** Returns what stands against something; empty where nothing does, or not any more. */
    public synchronized Optional<Refusal<C>> find(K key) {
        long now = clock.getAsLong();
        Entry<C> entry = entries.get(key);
        return entry == null || entry.left(now) <= 0
                ? Optional.empty()
                : Optional.of(new Refusal<>(entry.cause(), Duration.ofNanos(entry.left(now))));
    }

    /** Remembers a refusal; the next one of the same lasts twice as long. */
    public synchronized void refuse(K key, C cause) {
        long lasts = next(key);
        put(key, cause, lasts, Math.min(2 * lasts, most));
    }

    /** Remembers that something is put off for the first time's length, which doubles nothing. */
    public synchronized void defer(K key, C cause) {
        put(key, cause, first, next(key));
    }

    /** Forgets all refusals of something. */
    public synchronized void forget(K key) {
        entries.remove(key);
    }

    private long next(K key) {
        Entry<C> before = entries.get(key);
        return before == null || isForgotten(before, clock.getAsLong()) ? first : before.next();
    }

    private void put(K key, C cause, long lasts, long next) {
        long now = clock.getAsLong();
        entries.remove(key);
        if (entries.size() >= keys) {
            entries.values().removeIf(entry -> isForgotten(entry, now));
        }
        if (entries.size() >= keys) {
            entries.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().left(now)))
                    .map(Map.Entry::getKey)
                    .ifPresent(entries::remove);
        }
        entries.put(key, new Entry<>(cause, now, lasts, next));
    }

    private boolean isForgotten(Entry<C> entry, long now) {
        return entry.left(now) <= -most;
    }

    synchronized int size() {
        return entries.size();
    }
}
