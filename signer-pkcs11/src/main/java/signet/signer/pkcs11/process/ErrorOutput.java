package signet.signer.pkcs11.process;

import signet.signer.SignerLog;
import signet.text.Printable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Brings what a helper, and the module in it, write to standard error to the log, in bounds. */
final class ErrorOutput {

    private static final int MAX_LINE = 500;

    /** So many lines of one helper go to the log in any ten seconds. */
    private static final int MAX_LINES = 100;

    private static final long PERIOD_NANOS = 10_000_000_000L;

    private final InputStream in;
    private final SignerLog log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long periodStart = System.nanoTime();
    private int lines;

    ErrorOutput(InputStream in, SignerLog log) {
        this.in = in;
        this.log = log;
    }

    /** Reads on a thread of its own until the end. */
    void follow() {
        Thread.ofPlatform().daemon().name("token-stderr").start(this::run);
    }

    private void run() {
        byte[] buffer = new byte[4096];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    add(buffer[i]);
                }
            }
        } catch (IOException e) {
            // The process is gone.
        }
        if (line.size() > 0) {
            add((byte) '\n');
        }
    }

    private void add(byte next) {
        if (next != '\n') {
            // One more than is shown, so that it shows that something is missing.
            if (line.size() <= MAX_LINE) {
                line.write(next);
            }
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        if (mayLog()) {
            log.warning("token: " + Printable.of(text, MAX_LINE));
        }
    }

    private boolean mayLog() {
        long now = System.nanoTime();
        if (now - periodStart > PERIOD_NANOS) {
            periodStart = now;
            lines = 0;
        }
        lines++;
        if (lines == MAX_LINES + 1) {
            log.warning("token: more than " + MAX_LINES + " lines, some are not shown");
        }
        return lines <= MAX_LINES;
    }
}
