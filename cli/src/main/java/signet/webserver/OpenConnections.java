package signet.webserver;

import java.io.Closeable;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The connections that are open, never too many. Where there are, one that has its answer already
 * goes before one that waits for it: threads are not served in the order of their start, so that
 * under load the oldest connection may be the next one to be answered. Thread-safe.
 */
final class OpenConnections {

    private final SequencedSet<Closeable> unanswered = new LinkedHashSet<>();
    private final SequencedSet<Closeable> answered = new LinkedHashSet<>();
    private final int max;

    OpenConnections(int max) {
        this.max = max;
    }

    /** Adds one; returns the one that has to go for it. */
    synchronized Optional<Closeable> add(Closeable connection) {
        boolean full = unanswered.size() + answered.size() >= max;
        Optional<Closeable> oldest = full ? removeOldest() : Optional.empty();
        unanswered.add(connection);
        return oldest;
    }

    /** Notes that the answer was sent: what is left is the peer's closing. */
    synchronized void answered(Closeable connection) {
        if (unanswered.remove(connection)) {
            answered.add(connection);
        }
    }

    synchronized void remove(Closeable connection) {
        unanswered.remove(connection);
        answered.remove(connection);
    }

    /** Removes the oldest answered one, else the oldest one, where there is one. */
    synchronized Optional<Closeable> removeOldest() {
        SequencedSet<Closeable> from = answered.isEmpty() ? unanswered : answered;
        return from.isEmpty() ? Optional.empty() : Optional.of(from.removeFirst());
    }
}
