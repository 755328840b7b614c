package signet.master.order;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.limits.BoundedLines;
import signet.limits.LogQuota;
import signet.master.run.Messages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The command of key {@code notify}. It runs as the master runs, with a clean environment and no
 * input; what it prints goes where the master's messages go, in bounds. Its end is the end of the
 * shell: what it leaves in the background is waited for no longer than a moment.
 */
final class NotificationCommand implements AutoCloseable {

    private static final String SHELL = "/bin/sh";

    /** As the unit of systemd gives a run an hour in all. */
    private static final Duration LIMIT = Duration.ofMinutes(15);

    /** For what was printed before the end, and is still to be read. */
    private static final Duration MOMENT = Duration.ofMillis(500);

    private static final int LONGEST_LINE = 500;
    private static final LogQuota.Limits QUOTA = new LogQuota.Limits(1000, LIMIT, 1 << 16);

    private final Messages messages;
    private final Duration limit;
    private Optional<Process> running = Optional.empty();
    private boolean closed;

    NotificationCommand(Messages messages) {
        this(messages, LIMIT);
    }

    /** Makes one with another time limit. */
    NotificationCommand(Messages messages, Duration limit) {
        this.messages = messages;
        this.limit = limit;
    }

    /**
     * Checks the syntax, without running anything.
     *
     * @throws ConfigException where the shell does not understand it
     */
    static void check(CertificateConfig config, String command)
            throws ConfigException, IOException {
        ProcessBuilder builder = new ProcessBuilder(SHELL, "-n", "-c", command);
        builder.environment().clear();
        Process process = builder.redirectErrorStream(true).start();
        String complaint =
                new String(process.getInputStream().readNBytes(1024), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw config.error("notify", "is not a shell command: " + complaint.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Runs the command of a section.
     *
     * @return what went wrong, empty where nothing did
     */
    Optional<String> run(CertificateConfig config, String command) {
        messages.info("[" + config.name() + "] Running notification command `" + command + "`");
        try {
            int status = run(builder(config, command));
            return status == 0
                    ? Optional.empty()
                    : Optional.of(
                            "the certificate is installed, but the notification command exited"
                                    + " with status "
                                    + status
                                    + "; run it by hand: "
                                    + command);
        } catch (IOException e) {
            return Optional.of(
                    "the certificate is installed, but the notification command failed: "
                            + e.getMessage()
                            + "; run it by hand: "
                            + command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while the notification command ran");
        }
    }

    private int run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process;
        synchronized (this) {
            if (closed) {
                throw new IOException("the run is over");
            }
            process = builder.start();
            running = Optional.of(process);
        }
        AtomicBoolean heard = new AtomicBoolean(true);
        Thread reader = Thread.ofPlatform().daemon().unstarted(() -> read(process, heard));
        reader.start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
                throw new IOException(
                        "it did not end within " + limit.toSeconds() + " s, and was ended");
            }
            // A process in the background may hold the other end for ever.
            boolean _ = reader.join(MOMENT);
        } finally {
            heard.set(false);
        }
        return process.exitValue();
    }

    private void read(Process process, AtomicBoolean heard) {
        LogQuota quota = new LogQuota(QUOTA);
        try (InputStream in = process.getInputStream()) {
            BoundedLines.read(
                    in,
                    LONGEST_LINE,
                    line -> {
                        if (heard.get()) {
                            quota.pass(line, messages::info);
                        }
                    });
        } catch (IOException e) {
            // It is over; what it printed before was passed on.
        }
    }

    /** The shell first, which would go on with its next command where one is ended. */
    private static void kill(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    private static ProcessBuilder builder(CertificateConfig config, String command) {
        ProcessBuilder builder =
                new ProcessBuilder(SHELL, "-c", command)
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(CommandEnvironment.of(config));
        return builder;
    }

    /** Ends a command that runs, and keeps further ones from being started. */
    @Override
    public synchronized void close() {
        closed = true;
        running.ifPresent(Process::destroy);
    }
}
