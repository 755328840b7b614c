package signet.accountd.approval.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that runs: gets a text as its input, and whatever it prints is read and bounded. */
final class Program {

    private static final int KEPT = 512;
    private static final int BUFFER = 8192;
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Process process;
    private final StringBuilder said = new StringBuilder();
    private final Thread reader;

    private Program(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().name("program").unstarted(this::read);
    }

    static Program start(List<String> words, CleanEnvironment environment, String input)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        Program program = new Program(builder.start());
        program.reader.start();
        Thread.ofPlatform().daemon().name("program").start(() -> program.write(input));
        return program;
    }

    private void write(String input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It does not want to know: most dialogs show their argument, and nothing else.
        }
    }

    private void read() {
        try (InputStream in = process.getInputStream()) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                keep(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // Killed; what it said before is there.
        }
    }

    private void keep(String text) {
        synchronized (said) {
            said.append(text, 0, Math.min(text.length(), KEPT - said.length()));
        }
    }

    /** Waits for its end, and returns its exit status. */
    int await() throws InterruptedException {
        int status = process.waitFor();
        // A child that it left behind may hold its output.
        boolean _ = reader.join(GRACE);
        return status;
    }

    /** Waits for its end; false where the time is over before. */
    boolean await(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Returns the beginning of what it printed, not escaped. */
    String said() {
        synchronized (said) {
            return said.toString().strip();
        }
    }

    /** Ends it and what it has started, by force where it does not go by itself; does not wait. */
    void kill() {
        List<ProcessHandle> tree =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        tree.forEach(ProcessHandle::destroy);
        Thread.ofPlatform()
                .daemon()
                .name("program")
                .start(
                        () -> {
                            try {
                                boolean _ = await(GRACE);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            tree.forEach(ProcessHandle::destroyForcibly);
                        });
    }
}
