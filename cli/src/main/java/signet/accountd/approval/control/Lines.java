package signet.accountd.approval.control;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of UTF-8 that end in LF, one in each direction. */
final class Lines {

    private static final int FIRST_BUFFER = 1024;

    private Lines() {}

    /**
     * Reads one line. Memory grows with what has arrived.
     *
     * @param maxBytes the longest line to accept
     */
    static String read(InputStream in, int maxBytes) throws IOException {
        byte[] bytes = new byte[Math.min(FIRST_BUFFER, maxBytes + 1)];
        int length = 0;
        while (length <= maxBytes) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * length, maxBytes + 1));
            }
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                throw new EOFException("the connection ended before the end of a line");
            }
            length += count;
            if (bytes[length - 1] == '\n') {
                return new String(bytes, 0, length - 1, StandardCharsets.UTF_8);
            }
        }
        throw new IOException("a line is longer than " + maxBytes + " bytes");
    }

    static void write(OutputStream out, Object line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
