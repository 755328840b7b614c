package signet.signer.protocol;

import java.io.IOException;

/** The bytes received are no line of the protocol; the connection can't be used any further. */
public final class MalformedLineException extends IOException {

    /** Makes one; the message says which rule was broken. */
    public MalformedLineException(String message) {
        super(message);
    }
}
