package signet.accountd.policy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The orders of the last days, in the order in which they were signed, whatever the clock showed.
 * Not thread-safe.
 *
 * <p>The clock can be wrong, and be put right. An order whose time is still to come was signed with
 * a clock that was ahead: it counts from the moment on at which a later entry shows that, or from
 * now on where none does yet. A clock that jumps ahead must not make orders be forgotten: for that,
 * the time without any entry counts as a day at the most, however long it seems to have been.
 */
final class RememberedOrders {

    /** CAs keep an order for a week at most. */
    static final long MEMORY = Duration.ofDays(8).toMillis();

    private static final long LONGEST_SILENCE = Duration.ofDays(1).toMillis();

    /** Clocks that are put right by less than this are not worth an entry. */
    private static final long TOLERANCE = Duration.ofMinutes(1).toMillis();

    private final Deque<Held> entries = new ArrayDeque<>();
    private final Map<Sender, Long> shares = new HashMap<>();
    private long bytes;

    /** An entry, the time that had passed by its own reckoning, and its length in the file. */
    private record Held(JournalEntry entry, long passed, int length) {}

    /**
     * Who fills the memory.
     *
     * @param peer who asked
     * @param via how it came
     */
    record Sender(String peer, String via) {}

    /** Takes an order, and the time from which on it counts; newest first. */
    @FunctionalInterface
    interface Visitor {

        /** Takes one. */
        void visit(OrderRecord order, long since);
    }

    /** Returns how long the line of an entry is in the file. */
    static int length(JournalEntry entry) {
        return entry.encode().length() + 1;
    }

    /** Returns how many bytes all take in the file. */
    long bytes() {
        return bytes;
    }

    /** Returns how many of these bytes are orders of a sender. */
    long bytes(Sender sender) {
        return shares.getOrDefault(sender, 0L);
    }

    /** Returns all, oldest first, as they are now. */
    List<JournalEntry> snapshot() {
        List<JournalEntry> all = new ArrayList<>(entries.size());
        entries.forEach(held -> all.add(held.entry()));
        return all;
    }

    void add(JournalEntry entry, int length) {
        entries.addLast(new Held(entry, passedAt(entry.time()), length));
        count(entry, length);
    }

    private void count(JournalEntry entry, int length) {
        bytes += length;
        if (entry instanceof OrderRecord order) {
            shares.merge(
                    new Sender(order.peer(), order.via()),
                    (long) length,
                    (old, more) -> old + more == 0 ? null : Long.valueOf(old + more));
        }
    }

    private long passedAt(long time) {
        if (entries.isEmpty()) {
            return 0;
        }
        Held last = entries.getLast();
        return last.passed() + Math.clamp(time - last.entry().time(), 0, LONGEST_SILENCE);
    }

    /**
     * Says whether the clock should be noted: it was put back since the newest entry was made, or
     * nothing was for long, as where all orders are refused; time would not pass then.
     */
    boolean wantsNote(long now) {
        if (entries.isEmpty()) {
            return false;
        }
        long silence = now - entries.getLast().entry().time();
        return silence < -TOLERANCE || silence > LONGEST_SILENCE / 2;
    }

    boolean anyMatch(Predicate<OrderRecord> which) {
        return entries.stream()
                .anyMatch(held -> held.entry() instanceof OrderRecord order && which.test(order));
    }

    /** Shows all orders. */
    void visit(long now, Visitor visitor) {
        Iterator<Held> newestFirst = entries.descendingIterator();
        long earliest = now;
        while (newestFirst.hasNext()) {
            JournalEntry entry = newestFirst.next().entry();
            if (entry instanceof OrderRecord order) {
                visitor.visit(order, order.time() <= now ? order.time() : earliest);
            }
            earliest = Math.min(earliest, entry.time());
        }
    }

    /** Forgets the oldest, as far as they are too old by any reckoning. */
    void forgetOld(long now) {
        long passed = passedAt(now);
        if (entries.isEmpty() || !isOld(entries.getFirst(), passed)) {
            return;
        }
        int oldest = oldestToKeep(now, passed);
        for (int i = 0; i < oldest; i++) {
            Held held = entries.removeFirst();
            count(held.entry(), -held.length());
        }
    }

    private static boolean isOld(Held held, long passed) {
        return passed - held.passed() > MEMORY;
    }

    private int oldestToKeep(long now, long passed) {
        Iterator<Held> newestFirst = entries.descendingIterator();
        long earliest = now;
        int oldest = entries.size();
        for (int i = entries.size() - 1; newestFirst.hasNext(); i--) {
            Held held = newestFirst.next();
            long time = held.entry().time();
            long since = time <= now ? time : earliest;
            if (!isOld(held, passed)
                    || (held.entry() instanceof OrderRecord && since > now - MEMORY)) {
                oldest = i;
            }
            earliest = Math.min(earliest, time);
        }
        return oldest;
    }
}
