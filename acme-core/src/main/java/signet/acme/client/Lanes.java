package signet.acme.client;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Keeps connections for the next request. Safe for use by several threads. */
final class Lanes implements AutoCloseable {

    private final TlsSockets sockets;
    private final Deque<Lane> idle = new ArrayDeque<>();
    private boolean closed;

    Lanes(TlsSockets sockets) {
        this.sockets = sockets;
    }

    /**
     * Returns a lane to the server of a URL, for the caller alone until it is given back or closed.
     * A connection that the server has closed in the meantime is never handed out: a request that
     * must not be repeated would be lost on it.
     */
    Lane take(URI url) {
        String server = url.getRawAuthority();
        Lane kept = poll(server);
        while (kept != null) {
            if (kept.isAlive()) {
                kept.unseal();
                return kept;
            }
            kept.close();
            kept = poll(server);
        }
        return new Lane(server, url.getHost(), sockets);
    }

    private synchronized @Nullable Lane poll(String server) {
        for (Iterator<Lane> lanes = idle.iterator(); lanes.hasNext(); ) {
            Lane lane = lanes.next();
            if (lane.leadsTo(server)) {
                lanes.remove();
                return lane;
            }
        }
        return null;
    }

    /** Takes a lane back whose last answer was read to its end. */
    synchronized void giveBack(Lane lane) {
        if (closed) {
            lane.close();
        } else {
            idle.addFirst(lane);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Lane::close);
        idle.clear();
    }
}
