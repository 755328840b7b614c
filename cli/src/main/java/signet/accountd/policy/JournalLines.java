package signet.accountd.policy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the memory of orders line by line, never more than {@link #MOST} bytes at once, however
 * large the file and whatever is in it. Not thread-safe.
 */
final class JournalLines {

    /** More than any line that was ever written: a request has 128 KiB. */
    static final int MOST = 256 * 1024;

    private static final int BLOCK = 64 * 1024;

    private final InputStream input;
    private final byte[] block = new byte[BLOCK];
    private int position;
    private int limit;
    private boolean continued;

    JournalLines(InputStream input) {
        this.input = input;
    }

    /**
     * A line, or as much of one as is looked at.
     *
     * @param text its bytes, one character each, without the line end
     * @param whole whether that is the whole line
     * @param ended whether there is a line end behind it
     */
    record Line(String text, boolean whole, boolean ended) {}

    /** Returns the next line, or the next piece of one that is too long; empty at the end. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (text.size() < MOST) {
            if (position == limit) {
                position = 0;
                limit = Math.max(0, input.read(block));
                if (limit == 0) {
                    return text.size() == 0 && !continued
                            ? Optional.empty()
                            : Optional.of(line(text, false));
                }
            }
            int end = end(Math.min(limit, position + MOST - text.size()));
            text.write(block, position, end - position);
            position = end;
            if (position < limit && block[position] == '\n') {
                position++;
                return Optional.of(line(text, true));
            }
        }
        continued = true;
        return Optional.of(new Line(text(text), false, false));
    }

    private int end(int most) {
        int end = position;
        while (end < most && block[end] != '\n') {
            end++;
        }
        return end;
    }

    private Line line(ByteArrayOutputStream text, boolean ended) {
        boolean whole = !continued;
        continued = false;
        return new Line(text(text), whole, ended);
    }

    private static String text(ByteArrayOutputStream text) {
        return text.toString(StandardCharsets.ISO_8859_1);
    }
}
