package signet.signer.server;

import java.io.IOException;

/** A socket can't be made where it should be; the message says why, and what to do. */
public final class SocketFileException extends IOException {

    /** Makes one. */
    public SocketFileException(String message) {
        super(message);
    }
}
