package signet.signer.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads lines that end in CRLF and have a bounded length. Memory grows with what has arrived, never
 * with what a peer announces. Not thread-safe.
 */
public final class LineReader {

    private static final int FIRST_BUFFER = 4096;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int start;
    private int end;

    /** Reads from a stream, which this object does not close. */
    public LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next line.
     *
     * @param maxLength the longest line to accept, in bytes, without its CRLF
     * @return the line without its CRLF, one character a byte; empty at a clean end of the stream
     * @throws MalformedLineException where the line is too long, or ends in a bare LF
     * @throws EOFException where the stream ends inside a line
     */
    public Optional<String> readLine(int maxLength) throws IOException {
        int scanned = start;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    return Optional.of(take(scanned, maxLength));
                }
            }
            if (end - start > maxLength + 1) {
                throw tooLong(maxLength);
            }
            scanned -= makeRoom();
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                if (end == start) {
                    return Optional.empty();
                }
                throw new EOFException("the connection ended inside a line");
            }
            end += count;
        }
    }

    /** Says whether the next line has arrived already, so that to read it takes no time. */
    public boolean hasLine() {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    private String take(int newline, int maxLength) throws MalformedLineException {
        if (newline == start || buffer[newline - 1] != '\r') {
            throw new MalformedLineException("the line does not end in CRLF");
        }
        int length = newline - 1 - start;
        if (length > maxLength) {
            throw tooLong(maxLength);
        }
        String line = new String(buffer, start, length, StandardCharsets.ISO_8859_1);
        start = newline + 1;
        return line;
    }

    private static MalformedLineException tooLong(int maxLength) {
        return new MalformedLineException("the line is longer than " + maxLength + " bytes");
    }

    /** Returns by how many bytes the unread part was moved to the left. */
    private int makeRoom() {
        if (end < buffer.length) {
            return 0;
        }
        int moved = start;
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
        } else {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        end -= moved;
        start = 0;
        return moved;
    }
}
