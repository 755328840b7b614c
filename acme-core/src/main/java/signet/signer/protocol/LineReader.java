package signet.signer.protocol;

import signet.limits.ByteBudget;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads lines that end in CRLF and have a bounded length. Memory grows with what has arrived, never
 * with what a peer announces, and what a long line needs is given back. Not thread-safe.
 */
public final class LineReader {

    private static final int FIRST_BUFFER = 4096;

    /** CRLF; or one byte too many, and the one after. */
    private static final int LINE_END = 2;

    private final InputStream in;
    private final Optional<ByteBudget<?>.Account> account;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int start;
    private int end;

    /** Reads from a stream, which this object does not close. */
    public LineReader(InputStream in) {
        this(in, Optional.empty());
    }

    /**
     * Reads from a stream, which this object does not close.
     *
     * @param account what lines of more than 4 KiB are charged to until the next one is read
     */
    public LineReader(InputStream in, ByteBudget<?>.Account account) {
        this(in, Optional.of(account));
    }

    private LineReader(InputStream in, Optional<ByteBudget<?>.Account> account) {
        this.in = in;
        this.account = account;
    }

    /**
     * Reads the next line.
     *
     * @param maxLength the longest line to accept, in bytes, without its CRLF
     * @return the line without its CRLF, one character a byte; empty at a clean end of the stream
     * @throws MalformedLineException where the line is too long, or ends in a bare LF
     * @throws NoRoomException where the account has not enough for a long line
     * @throws EOFException where the stream ends inside a line
     */
    public Optional<String> readLine(int maxLength) throws IOException {
        shrink();
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
            scanned -= makeRoom(maxLength);
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
        if (buffer.length > FIRST_BUFFER) {
            account.ifPresent(charged -> charged.complete(true));
        }
        return line;
    }

    private static MalformedLineException tooLong(int maxLength) {
        return new MalformedLineException("the line is longer than " + maxLength + " bytes");
    }

    /** Gives back what the line before has needed. */
    private void shrink() {
        if (buffer.length == FIRST_BUFFER) {
            return;
        }
        if (end - start > FIRST_BUFFER) {
            account.ifPresent(charged -> charged.complete(false));
        } else {
            byte[] small = new byte[FIRST_BUFFER];
            System.arraycopy(buffer, start, small, 0, end - start);
            buffer = small;
            end -= start;
            start = 0;
            account.ifPresent(charged -> charged.give());
        }
    }

    /** Returns by how many bytes the unread part was moved to the left. */
    private int makeRoom(int maxLength) throws NoRoomException {
        if (end < buffer.length) {
            return 0;
        }
        int moved = start;
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
        } else {
            int doubled = buffer.length * 2;
            int most = maxLength + LINE_END;
            int wanted = most > buffer.length ? Math.min(doubled, most) : doubled;
            if (account.isPresent() && !account.get().take(wanted - buffer.length)) {
                throw new NoRoomException();
            }
            buffer = Arrays.copyOf(buffer, wanted);
        }
        end -= moved;
        start = 0;
        return moved;
    }
}
