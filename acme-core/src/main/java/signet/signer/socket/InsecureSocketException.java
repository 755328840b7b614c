package signet.signer.socket;

import java.io.IOException;

/** A socket could be anybody's. The message says where, and what to do about it. */
public final class InsecureSocketException extends IOException {

    private static final long serialVersionUID = 1L;

    InsecureSocketException(String message) {
        super(message);
    }
}
