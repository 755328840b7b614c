package signet.limits;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads lines of text from a stream that another process writes to. A line takes no more memory
 * than its limit, however long it is. Not thread-safe.
 */
public final class BoundedLines {

    private static final int BUFFER = 4096;
    private static final String CUT = "...";

    private final int longest;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private BoundedLines(int longest, Consumer<String> lines) {
        this.longest = longest;
        this.lines = lines;
    }

    /**
     * Reads until the end of a stream.
     *
     * @param longest so many bytes of a line are passed on; where there are more, dots follow
     * @param lines takes each line that is not empty, without its line end; nothing is escaped
     * @throws IOException where the stream fails; the lines before were passed on
     */
    public static void read(InputStream in, int longest, Consumer<String> lines)
            throws IOException {
        BoundedLines reader = new BoundedLines(longest, lines);
        try {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                reader.add(buffer, count);
            }
        } finally {
            reader.end();
        }
    }

    /**
     * Shortens a text.
     *
     * @param longest so many characters are left; where there are more, dots follow
     */
    public static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + CUT;
    }

    private void add(byte[] buffer, int count) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                append(buffer, start, i);
                end();
                start = i + 1;
            }
        }
        append(buffer, start, count);
    }

    private void append(byte[] buffer, int start, int end) {
        // One more than is passed on, so that it shows that something is missing.
        line.write(buffer, start, Math.min(end - start, longest + 1 - line.size()));
    }

    private void end() {
        boolean whole = line.size() <= longest;
        byte[] bytes = line.toByteArray();
        line.reset();
        String text =
                new String(bytes, 0, whole ? bytes.length : longest, StandardCharsets.UTF_8)
                        .stripTrailing();
        if (!text.isEmpty()) {
            lines.accept(whole ? text : text + CUT);
        }
    }
}
