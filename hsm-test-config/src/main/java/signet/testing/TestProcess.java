package signet.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that a test starts. Its standard output and error go to one file; it and whatever it
 * started end at {@link #close()}, and at the latest with this JVM.
 */
public final class TestProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Process process;
    private final Path output;
    private final String name;
    private final Thread lastResort;

    private TestProcess(Process process, Path output, String name) {
        this.process = process;
        this.output = output;
        this.name = name;
        this.lastResort = new Thread(this::kill, "stop " + name);
    }

    /** Starts a command with the environment of this JVM. */
    public static TestProcess start(Path output, List<String> command) throws IOException {
        return start(output, new ProcessBuilder(command));
    }

    /**
     * Starts a command.
     *
     * @param output where its output and errors go; overwritten
     * @param builder the command, its environment, folder and input; its output is set here
     */
    public static TestProcess start(Path output, ProcessBuilder builder) throws IOException {
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        String name = String.valueOf(Path.of(builder.command().getFirst()).getFileName());
        TestProcess started = new TestProcess(builder.start(), output, name);
        Runtime.getRuntime().addShutdownHook(started.lastResort);
        return started;
    }

    /** Returns the process: its input, its handle. */
    public Process process() {
        return process;
    }

    /** Returns the process id. */
    public long pid() {
        return process.pid();
    }

    /** Returns the file with the output. */
    public Path output() {
        return output;
    }

    /** Returns what the process wrote up to now. */
    public String text() throws IOException {
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    /**
     * Waits until the output holds a text.
     *
     * @throws AssertionError when the process ends without it, or the time is over
     */
    public void awaitText(String text, Duration deadline) {
        await("\"" + text + "\" in the output", deadline, () -> text().contains(text));
    }

    /**
     * Waits until a condition holds.
     *
     * @throws AssertionError when the process ends before, or the time is over
     */
    public void await(String what, Duration deadline, Eventually.Condition condition) {
        try {
            Eventually.await(
                    what,
                    deadline,
                    () -> {
                        boolean alive = process.isAlive();
                        boolean holds = condition.holds();
                        if (!holds && !alive) {
                            throw new IOException("it ended, status " + process.exitValue());
                        }
                        return holds;
                    });
        } catch (AssertionError e) {
            throw new AssertionError(
                    name + ": " + e.getMessage() + "; its output:\n" + quietText(), e);
        }
    }

    /**
     * Waits for the end.
     *
     * @return the exit status
     * @throws AssertionError when the time is over
     */
    public int awaitExit(Duration deadline) {
        Eventually.await("the end of " + name, deadline, () -> !process.isAlive());
        return process.exitValue();
    }

    /** Sends a signal by its name, for example HUP. */
    public void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-s", signal, Long.toString(pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("cannot send " + signal + " to " + name + " " + pid());
        }
    }

    /** Ends the process and its descendants: asks first, then kills. */
    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        descendants.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException e) {
            // The JVM ends already: the hook finds nothing to do.
            kill();
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private String quietText() {
        try {
            return text();
        } catch (IOException e) {
            return "(" + e.getMessage() + ")";
        }
    }
}
