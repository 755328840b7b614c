package signet.token;

import signet.signer.protocol.MalformedLineException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits a stream into lines that end in LF. The codec's own reader makes Strings, which can't be
 * overwritten; here each line is an array that its user owns, and the buffer keeps no copy. Not
 * thread-safe.
 */
final class LineInput {

    private static final int FIRST_BUFFER = 16 * 1024;

    private final InputStream in;
    private final int maxLine;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int start;
    private int end;
    private boolean ended;

    /**
     * Makes one.
     *
     * @param in may read 0 bytes where nothing is there yet
     * @param maxLine the longest line without its LF, in bytes
     */
    LineInput(InputStream in, int maxLine) {
        this.in = in;
        this.maxLine = maxLine;
    }

    /**
     * Returns the next line without its LF; empty at the end between two lines, and where the
     * stream has no whole line yet.
     *
     * @throws MalformedLineException where it is too long
     * @throws EOFException where the stream ends inside of it
     */
    Optional<byte[]> next() throws IOException {
        int scanned = start;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    return Optional.of(take(scanned));
                }
            }
            if (end - start > maxLine) {
                throw tooLong();
            }
            scanned -= makeRoom();
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                if (end != start) {
                    throw new EOFException("the input ended inside a line");
                }
                ended = true;
            }
            if (count <= 0) {
                return Optional.empty();
            }
            end += count;
        }
    }

    /** Says whether the end was reached. */
    boolean hasEnded() {
        return ended;
    }

    /** Says whether more was read than what lines were taken of. */
    boolean hasMore() {
        return start < end;
    }

    private byte[] take(int newline) throws MalformedLineException {
        if (newline - start > maxLine) {
            throw tooLong();
        }
        byte[] line = Arrays.copyOfRange(buffer, start, newline);
        Arrays.fill(buffer, start, newline, (byte) 0);
        start = newline + 1;
        return line;
    }

    private MalformedLineException tooLong() {
        return new MalformedLineException("the line is longer than " + maxLine + " bytes");
    }

    /** Returns by how many bytes the unread part was moved to the left. */
    private int makeRoom() {
        int moved = start;
        if (start == end) {
            start = 0;
            end = 0;
            return moved;
        }
        if (end < buffer.length) {
            return 0;
        }
        int length = end - start;
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, length);
            Arrays.fill(buffer, length, end, (byte) 0);
        } else {
            byte[] small = buffer;
            buffer = Arrays.copyOf(small, small.length * 2);
            Arrays.fill(small, (byte) 0);
        }
        start = 0;
        end = length;
        return moved;
    }
}
