package signet.signer.protocol;

import java.io.IOException;

/** A line is no signing request. The line itself was whole, so the connection is still in step. */
public final class MalformedRequestException extends IOException {

    /** Makes one; the message says which part is wrong. */
    public MalformedRequestException(String message) {
        super(message);
    }
}
