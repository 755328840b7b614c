package signet.signer.server;

import java.io.IOException;

/**
 * What a request uses up of a budget: set aside while it is signed, so that no other request can
 * have it, and counted only where a signature leaves. Used by one thread.
 */
public interface Reservation extends AutoCloseable {

    /** Nothing is used up. */
    Reservation NONE =
            new Reservation() {
                @Override
                public void commit() {}

                @Override
                public void close() {}
            };

    /**
     * Counts it; returns when that will survive a power failure. A signature leaves after that
     * only.
     *
     * @throws IOException where that can't be; the message is for the request's sender too
     */
    void commit() throws IOException;

    /** Gives back what was not counted; does nothing after {@link #commit()}. */
    @Override
    void close();
}
