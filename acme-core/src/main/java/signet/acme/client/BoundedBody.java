package signet.acme.client;

import java.io.IOException;
import java.io.InputStream;

/** Reads a body up to a bound, which the sender doesn't know. */
final class BoundedBody {

    /** The body is longer than the bound. */
    static final class TooLongException extends IOException {
        TooLongException(int maxLength) {
            super("longer than " + maxLength + " bytes");
        }
    }

    private BoundedBody() {}

    /** Reads to the end of the stream. */
    static byte[] read(InputStream in, int maxLength) throws IOException {
        byte[] body = in.readNBytes(maxLength + 1);
        if (body.length > maxLength) {
            throw new TooLongException(maxLength);
        }
        return body;
    }
}
