package signet.accountd.approval.terminal;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The terminal, opened. Nothing here blocks: a line is read only when it is there, since whoever
 * blocks in a read would be stopped when the process goes to the background.
 */
final class Keyboard implements Closeable {

    private static final String TTY = "/dev/tty";
    private static final int MAX_BYTES = 4096;

    private final InputStream in;
    private final OutputStream out;
    private final TypedAhead typedAhead = new TypedAhead(TTY);

    Keyboard() throws IOException {
        in = new FileInputStream(TTY);
        try {
            out = new FileOutputStream(TTY);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Forgets what was typed before the person could read what it would be an answer to. */
    void forget() throws IOException {
        typedAhead.forget();
    }

    /** Shows text, which must be printable. */
    void show(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns a line that was typed, without blanks around it; empty where there is none yet. */
    Optional<String> line() throws IOException {
        // The terminal hands out whole lines, so this counts none that is being typed.
        if (in.available() == 0) {
            return Optional.empty();
        }
        byte[] bytes = new byte[MAX_BYTES];
        int length = in.read(bytes);
        String text = new String(bytes, 0, Math.max(length, 0), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        return Optional.of((end < 0 ? text : text.substring(0, end)).strip());
    }

    @Override
    public void close() throws IOException {
        try (in) {
            out.close();
        }
    }
}
