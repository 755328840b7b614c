package signet.signer.pkcs11.engine;

import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.cryptoki.Session;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lends sessions, each to one thread at a time. Thread-safe. */
final class SessionPool {

    private final List<Session> more;
    private final BlockingQueue<Session> idle;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Makes a pool.
     *
     * @param first not closed by the pool
     * @param more closed by the pool
     */
    SessionPool(Session first, List<Session> more) {
        this.more = List.copyOf(more);
        this.idle = new ArrayBlockingQueue<>(1 + more.size());
        idle.add(first);
        idle.addAll(more);
    }

    int size() {
        return 1 + more.size();
    }

    /** Waits for a session. */
    Session take() throws SignerException {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SignerException.TokenUnavailable(
                    "The wait for a session with the token was interrupted", e);
        }
    }

    void giveBack(Session session) {
        idle.add(session);
    }

    /** Closes all sessions but the first. Closing again does nothing. */
    void closeMore() {
        if (closed.compareAndSet(false, true)) {
            closeAll(more);
        }
    }

    static void closeAll(List<Session> sessions) {
        sessions.forEach(SessionPool::close);
    }

    private static void close(Session session) {
        try {
            session.close();
        } catch (CryptokiException e) {
            // A session of a token that is gone is closed already.
            return;
        }
    }
}
