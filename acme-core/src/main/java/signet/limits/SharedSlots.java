package signet.limits;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How many connections there may be at once, shared fairly among groups of peers. Where all are
 * taken, one whose group has fewer than another gets the place of that other group's longest silent
 * one: so whoever holds many connections open keeps those of its own group out at the most.
 * Thread-safe.
 *
 * @param <G> what tells groups apart
 */
public final class SharedSlots<G> {

    private final int count;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Set<Slot> taken = new LinkedHashSet<>();
    private final Map<G, Integer> sizes = new HashMap<>();

    /**
     * Makes free ones.
     *
     * @param count how many; at least one
     * @param patience how long one must be silent to lose its place to another of its own group
     */
    public SharedSlots(int count, Duration patience) {
        this(count, patience, System::nanoTime);
    }

    /** Makes free ones, with another clock, in nanoseconds from any origin. */
    SharedSlots(int count, Duration patience, LongSupplier nanoTime) {
        this.count = count;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** The place of one connection; it is silent at first. Thread-safe. */
    public final class Slot implements AutoCloseable {
        private final G group;
        private final Runnable end;
        private volatile long since;
        private volatile boolean working;
        private volatile boolean lost;

        private Slot(G group, Runnable end) {
            this.group = group;
            this.end = end;
            this.since = nanoTime.getAsLong();
        }

        /** A request has come, and the peer waits for us. */
        public void working() {
            working = true;
        }

        /** It is the peer's turn. */
        public void silent() {
            since = nanoTime.getAsLong();
            working = false;
        }

        /** Says whether another has the place now. */
        public boolean isLost() {
            return lost;
        }

        private boolean isSilentFor(Duration time) {
            return !working && nanoTime.getAsLong() - since >= time.toNanos();
        }

        /** Gives the place back, unless it is lost already. */
        @Override
        public void close() {
            remove(this);
        }
    }

    /**
     * Takes a place.
     *
     * @param end ends the connection, where another gets its place; must not wait
     * @return the place; empty where none is free or can be made free
     */
    public Optional<Slot> take(G group, Runnable end) {
        Slot slot = new Slot(group, end);
        Optional<Slot> victim = Optional.empty();
        synchronized (this) {
            if (taken.size() >= count) {
                victim = victim(group);
                if (victim.isEmpty()) {
                    return Optional.empty();
                }
                victim.get().lost = true;
                remove(victim.get());
            }
            taken.add(slot);
            sizes.merge(group, 1, Integer::sum);
        }
        victim.ifPresent(loser -> loser.end.run());
        return Optional.of(slot);
    }

    private synchronized void remove(Slot slot) {
        if (taken.remove(slot)) {
            sizes.computeIfPresent(slot.group, (_, size) -> size == 1 ? null : size - 1);
        }
    }

    private Optional<Slot> victim(G newcomer) {
        Map.Entry<G, Integer> greediest =
                sizes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        if (greediest.getValue() > sizes.getOrDefault(newcomer, 0)) {
            G group = greediest.getKey();
            return oldest(group, slot -> !slot.working).or(() -> oldest(group, _ -> true));
        }
        return oldest(newcomer, slot -> slot.isSilentFor(patience));
    }

    private Optional<Slot> oldest(G group, Predicate<Slot> which) {
        long now = nanoTime.getAsLong();
        return taken.stream()
                .filter(slot -> Objects.equals(slot.group, group) && which.test(slot))
                .min(Comparator.comparingLong(slot -> slot.since - now));
    }
}
