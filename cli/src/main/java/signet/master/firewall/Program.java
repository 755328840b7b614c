package signet.master.firewall;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program of the system that reads or changes the firewall. It gets a fixed environment, and is
 * ended where it takes too long or says too much. Thread-safe.
 *
 * @param file its absolute path
 */
record Program(Path file, Duration limit) {

    private static final List<Path> SYSTEM =
            List.of(Path.of("/usr/sbin"), Path.of("/sbin"), Path.of("/usr/bin"), Path.of("/bin"));
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** For what is still in the pipe when it has ended. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** Enough for some ten thousand rules. */
    private static final int MOST_OUTPUT = 16 << 20;

    private static final int MOST_COMPLAINT = 4096;

    /** Finds a program where the system keeps them, whatever our own path is. */
    static Optional<Program> find(String name) {
        return SYSTEM.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(file -> new Program(file, LIMIT));
    }

    /** Runs it without input. */
    String run(List<String> arguments) throws IOException {
        return run(arguments, "");
    }

    /**
     * Runs it to its end.
     *
     * @param input what it reads; must fit into a pipe (64 KiB)
     * @return its standard output
     * @throws IOException where it can't be run, fails, takes longer than the limit or writes more
     *     than 16 MiB; the message names it and has the first line of its complaint
     */
    String run(List<String> arguments, String input) throws IOException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C");
        Process process = builder.start();
        try {
            return converse(process, input);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(file + ": interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private String converse(Process process, String input)
            throws IOException, InterruptedException {
        CompletableFuture<String> output = text(process, process.getInputStream(), MOST_OUTPUT);
        CompletableFuture<String> complaint =
                text(process, process.getErrorStream(), MOST_COMPLAINT);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading: its status and its complaint tell why.
        }
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(file + " did not end within " + limit.toSeconds() + " s");
        }
        String printed = rest(output);
        if (printed.length() >= MOST_OUTPUT) {
            throw new IOException(file + " wrote more than " + MOST_OUTPUT + " bytes");
        }
        if (process.exitValue() != 0) {
            String reason = rest(complaint).lines().findFirst().orElse("no reason given");
            throw new IOException(file + ": " + reason.strip());
        }
        return printed;
    }

    /** What it leaves running may hold its output for ever. */
    private String rest(CompletableFuture<String> text) throws IOException, InterruptedException {
        try {
            return text.get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(file + " has left something running that holds its output", e);
        } catch (ExecutionException e) {
            throw new IOException(file + ": " + e.getCause(), e);
        }
    }

    /** Reads a stream to its end; a process that writes more than the limit is ended. */
    private static CompletableFuture<String> text(Process process, InputStream in, int most) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                byte[] bytes = in.readNBytes(most);
                                if (bytes.length == most) {
                                    process.destroyForcibly();
                                }
                                text.complete(new String(bytes, StandardCharsets.ISO_8859_1));
                            } catch (IOException e) {
                                text.complete("");
                            }
                        });
        return text;
    }
}
