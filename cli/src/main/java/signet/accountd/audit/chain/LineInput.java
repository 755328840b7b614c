package signet.accountd.audit.chain;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads the lines of one file, of which it holds one at a time. Not thread-safe. */
public final class LineInput implements Closeable {

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final byte[] line = new byte[ChainLine.MAX_BYTES];
    private long number;
    private long offset;
    private boolean over;

    /** Makes one that owns the stream. */
    public LineInput(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /** Returns the next line; empty at the end, and after a line that is too long. */
    public Optional<RawLine> next() throws IOException {
        if (over) {
            return Optional.empty();
        }
        int length = 0;
        int b = 0;
        while (length < line.length && b != '\n') {
            b = in.read();
            if (b < 0) {
                break;
            }
            line[length++] = (byte) b;
        }
        over = b != '\n';
        if (length == 0) {
            return Optional.empty();
        }
        RawLine read = new RawLine(Arrays.copyOf(line, length), ++number, offset);
        offset += length;
        return Optional.of(read);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
