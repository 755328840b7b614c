package signet.master.worker;

import signet.master.process.Descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Passes on what a child writes to its standard error, line by line. The child writes into a socket
 * and not to our terminal, which it could otherwise read from, or fill with control sequences.
 */
final class LogRelay {

    private static final int LONGEST_LINE = 4096;

    private final InputStream in;
    private final Consumer<String> log;

    private LogRelay(InputStream in, Consumer<String> log) {
        this.in = in;
        this.log = log;
    }

    /** Starts to read, until the last process that holds the other end has ended. */
    static Thread start(String name, Descriptor descriptor, Consumer<String> log) {
        return Thread.ofPlatform()
                .daemon()
                .name("log-" + name)
                .start(() -> new LogRelay(descriptor.in(), log).run());
    }

    private void run() {
        StringBuilder line = new StringBuilder();
        byte[] buffer = new byte[LONGEST_LINE];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                String text = new String(buffer, 0, count, StandardCharsets.UTF_8);
                text.chars().forEach(character -> append(line, (char) character));
            }
        } catch (IOException e) {
            // The child is gone; what it wrote before was passed on.
        }
        flush(line);
    }

    private void append(StringBuilder line, char character) {
        if (character == '\n' || line.length() == LONGEST_LINE) {
            flush(line);
        }
        if (character != '\n') {
            line.append(character);
        }
    }

    private void flush(StringBuilder line) {
        if (!line.isEmpty()) {
            log.accept(line.toString());
            line.setLength(0);
        }
    }
}
