package signet.webserver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/**
 * Reads the head of one HTTP request: everything up to the empty line (RFC 9112, section 2). Takes
 * CRLF line ends only, and turns a peer that speaks something else away at its first odd byte.
 */
final class HeadReader {

    private static final int CHUNK = 1024;

    private final ReadableByteChannel in;
    private final Limits limits;
    private final StringBuilder head = new StringBuilder();
    private int lineStart;
    private boolean carriageReturn;
    private boolean complete;

    HeadReader(ReadableByteChannel in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    /**
     * Reads the head.
     *
     * @return its lines, each with its CRLF, one character a byte; empty where the peer closed
     *     before the end
     */
    Optional<String> read() throws IOException, BadRequestException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (!complete) {
            if (in.read(chunk.clear()) < 0) {
                return Optional.empty();
            }
            chunk.flip();
            while (chunk.hasRemaining() && !complete) {
                take((char) (chunk.get() & 0xff));
            }
        }
        return Optional.of(head.toString());
    }

    /** Tells whether the peer sent anything yet. */
    boolean started() {
        return !head.isEmpty() || carriageReturn;
    }

    /** Returns what arrived of the request line, for the log. */
    String requestLine() {
        int end = head.indexOf("\r\n");
        return end < 0 ? head.toString() : head.substring(0, end);
    }

    private void take(char c) throws BadRequestException {
        if (carriageReturn != (c == '\n') || isControl(c)) {
            throw new BadRequestException(Status.BAD_REQUEST);
        }
        carriageReturn = c == '\r';
        if (carriageReturn) {
            return;
        }
        if (c != '\n') {
            append(c);
            return;
        }
        boolean emptyLine = head.length() == lineStart;
        if (emptyLine && lineStart == 0) {
            // RFC 9112, section 2.2: empty lines before the request line are ignored; one is.
            lineStart = -1;
            return;
        }
        head.append("\r\n");
        lineStart = head.length();
        complete = emptyLine;
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t' && c != '\r' && c != '\n') || c == 0x7f;
    }

    private void append(char c) throws BadRequestException {
        if (lineStart <= 0 && head.length() >= limits.requestLine()) {
            throw new BadRequestException(Status.URI_TOO_LONG);
        }
        if (head.length() >= limits.head()) {
            throw new BadRequestException(Status.HEADER_TOO_LARGE);
        }
        head.append(c);
    }
}
