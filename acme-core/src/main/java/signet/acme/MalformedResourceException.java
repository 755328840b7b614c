package signet.acme;

import java.io.IOException;

/** What a server sent is no resource of RFC 8555. The message is one line and safe to print. */
public sealed class MalformedResourceException extends IOException permits UnsafeUrlException {

    /** Makes one; the message says which member of which resource is wrong. */
    public MalformedResourceException(String message) {
        super(message);
    }
}
