package signet.it;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What takes the place of signet-client and says to the master whatever its file tells it to say:
 * JDK only, and one class, so that it runs from anywhere. {@link Lie} writes the file, and has the
 * words.
 */
public final class LyingClient {

    private static final int ALWAYS = 0;
    private static final String NOTHING = "\r";

    private final BufferedReader in =
            new BufferedReader(
                    new InputStreamReader(
                            new FileInputStream(FileDescriptor.out), StandardCharsets.UTF_8));
    private final OutputStream control = new FileOutputStream(FileDescriptor.out);

    private LyingClient() {}

    /** Runs with the file. */
    public static void main(String[] args) throws IOException {
        LyingClient client = new LyingClient();
        for (String step : Files.readAllLines(Path.of(args[0]), StandardCharsets.UTF_8)) {
            int blank = step.indexOf(' ');
            client.take(step.substring(0, blank), step.substring(blank + 1));
        }
    }

    private void take(String word, String text) throws IOException {
        switch (word) {
            case "say" -> repeat(control, "1 " + text);
            case "flood" -> repeat(control, text);
            case "log" -> repeat(System.err, text);
            case "hear" -> hear("\"type\":\"" + text + "\"");
            case "ignore" -> Thread.ofPlatform().daemon().start(this::ignore);
            case "stay" -> stay();
            case "end" -> {
                // Until the master hangs up: one that is gone can't be looked at.
                ignore();
                System.exit(Integer.parseInt(text));
            }
            default -> throw new IOException("unknown word " + word);
        }
    }

    /** Reads until a message of a type comes; ends where the master has hung up. */
    private void hear(String type) throws IOException {
        if (!comes(type)) {
            System.exit(0);
        }
    }

    private boolean comes(String type) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.contains(type)) {
                return true;
            }
        }
        return false;
    }

    private void ignore() {
        try {
            boolean _ = comes(NOTHING);
        } catch (IOException e) {
            // The master is gone.
        }
    }

    private static void repeat(OutputStream out, String text) {
        int blank = text.indexOf(' ');
        long times = Long.parseLong(text.substring(0, blank));
        String line = text.substring(blank + 1) + "\r\n";
        try {
            for (long i = 1; times == ALWAYS || i <= times; i++) {
                out.write(line.replace("#", String.valueOf(i)).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            // The master listens no more.
            System.exit(0);
        }
    }

    /** Neither reads nor writes nor ends. */
    private static void stay() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
