package signet.accountd;

import signet.signer.Confirmation;
import signet.text.Printable;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks on the terminal, for as long as we are starting: later, nobody may look at it, and a request
 * would wait for an answer.
 */
final class TerminalConfirmation implements Confirmation, AutoCloseable {

    private static final String TTY = "/dev/tty";
    private static final int MAX_BYTES = 16;

    private final AtomicBoolean starting = new AtomicBoolean(true);

    @Override
    public boolean confirm(String question) {
        if (!starting.get()) {
            return false;
        }
        try (InputStream in = new FileInputStream(TTY);
                OutputStream out = new FileOutputStream(TTY)) {
            String text = Printable.of(question) + ".\nType \"yes\" to go on: ";
            out.write(text.getBytes(Charset.defaultCharset()));
            return line(in).equals("yes");
        } catch (IOException e) {
            // Without a terminal there is no person, and so no yes.
            return false;
        }
    }

    private static String line(InputStream in) throws IOException {
        byte[] bytes = new byte[MAX_BYTES];
        int length = 0;
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (length < MAX_BYTES) {
                bytes[length++] = (byte) b;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.US_ASCII).strip();
    }

    /** From now on nothing is confirmed. */
    @Override
    public void close() {
        starting.set(false);
    }
}
