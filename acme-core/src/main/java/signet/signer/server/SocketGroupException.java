package signet.signer.server;

import java.io.IOException;

/** This process may not give a socket to a group, as it is no member of it. */
public final class SocketGroupException extends IOException {

    private static final long serialVersionUID = 1L;

    SocketGroupException(IOException cause) {
        super("can't give the socket to its group", cause);
    }
}
