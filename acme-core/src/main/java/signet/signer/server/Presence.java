package signet.signer.server;

/**
 * Tells when a client leaves while its request waits for a person. Used by the thread that serves
 * the client.
 */
@FunctionalInterface
public interface Presence {

    /** A client that never leaves, or of which it can't be known. */
    Presence UNKNOWN = _ -> () -> {};

    /**
     * Has something done, once, when the client ends its side of the connection; at once where it
     * has done so already.
     *
     * @param action is called by any thread, must not wait, and is not called after the vigil was
     *     closed
     */
    Vigil whenGone(Runnable action);

    /** Lasts until it is closed. */
    interface Vigil extends AutoCloseable {
        @Override
        void close();
    }
}
