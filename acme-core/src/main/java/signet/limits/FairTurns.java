package signet.limits;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many do work at once that keeps a processor busy, shared fairly among groups of peers. Each
 * group has one turn at a time, and they get them in the order in which they came: so whoever asks
 * for much makes its own group wait, and others for one turn of it at the most. Thread-safe.
 *
 * @param <G> what tells groups apart
 */
public final class FairTurns<G> {

    private final Semaphore turns;
    private final Duration patience;
    private final Map<G, Line> lines = new HashMap<>();

    /**
     * Makes free ones.
     *
     * @param count how many there are at once; at least one
     * @param patience how long one waits for a turn
     */
    public FairTurns(int count, Duration patience) {
        this.turns = new Semaphore(count, true);
        this.patience = patience;
    }

    /** Those of one group, of whom the first waits for a turn, or has it. */
    private static final class Line {
        private final Semaphore first = new Semaphore(1, true);
        private int members;
    }

    /** Lasts until it is closed, which is done once. */
    @FunctionalInterface
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a turn.
     *
     * @return the turn; empty where the patience ends before, or the thread is interrupted
     */
    public Optional<Turn> await(G group) {
        long deadline = System.nanoTime() + patience.toNanos();
        Line line = join(group);
        boolean first = false;
        boolean all = false;
        try {
            first = tryAcquire(line.first, deadline);
            all = first && tryAcquire(turns, deadline);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (!all) {
                leave(group, line, first);
            }
        }
        return all ? Optional.of(() -> end(group, line)) : Optional.empty();
    }

    private static boolean tryAcquire(Semaphore semaphore, long deadline)
            throws InterruptedException {
        return semaphore.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void end(G group, Line line) {
        turns.release();
        leave(group, line, true);
    }

    private synchronized Line join(G group) {
        Line line = lines.computeIfAbsent(group, _ -> new Line());
        line.members++;
        return line;
    }

    private synchronized void leave(G group, Line line, boolean first) {
        if (first) {
            line.first.release();
        }
        line.members--;
        if (line.members == 0) {
            lines.remove(group);
        }
    }

    /** Returns of how many groups somebody waits or has a turn. */
    synchronized int groups() {
        return lines.size();
    }
}
