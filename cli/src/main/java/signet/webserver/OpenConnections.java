package signet.webserver;

import java.io.Closeable;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/** The connections that are open, in the order of their arrival, never too many. Thread-safe. */
final class OpenConnections {

    private final SequencedSet<Closeable> inOrder = new LinkedHashSet<>();
    private final int max;

    OpenConnections(int max) {
        this.max = max;
    }

    /** Adds one; returns the oldest one where it has to go for it. */
    synchronized Optional<Closeable> add(Closeable connection) {
        Optional<Closeable> oldest = inOrder.size() < max ? Optional.empty() : removeOldest();
        inOrder.add(connection);
        return oldest;
    }

    synchronized void remove(Closeable connection) {
        inOrder.remove(connection);
    }

    /** Removes the oldest one, where there is one. */
    synchronized Optional<Closeable> removeOldest() {
        return inOrder.isEmpty() ? Optional.empty() : Optional.of(inOrder.removeFirst());
    }
}
