package signet.master.order;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.master.run.Messages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command of key {@code notify}. It runs as the master runs, with the administrator's usual
 * path and no input; what it prints goes where the master's messages go.
 */
final class NotificationCommand implements AutoCloseable {

    private static final String SHELL = "/bin/sh";
    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final List<String> SHELL_VARIABLES = List.of("IFS", "CDPATH", "ENV", "BASH_ENV");

    private final Messages messages;
    private Optional<Process> running = Optional.empty();
    private boolean closed;

    NotificationCommand(Messages messages) {
        this.messages = messages;
    }

    /**
     * Checks the syntax, without running anything.
     *
     * @throws ConfigException where the shell does not understand it
     */
    static void check(CertificateConfig config, String command)
            throws ConfigException, IOException {
        Process process =
                new ProcessBuilder(SHELL, "-n", "-c", command).redirectErrorStream(true).start();
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
            return Optional.of("can't run the notification command: " + e.getMessage());
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
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                messages.info(line);
            }
        }
        return process.waitFor();
    }

    private static ProcessBuilder builder(CertificateConfig config, String command) {
        ProcessBuilder builder =
                new ProcessBuilder(SHELL, "-c", command)
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile());
        Map<String, String> environment = builder.environment();
        SHELL_VARIABLES.forEach(environment::remove);
        environment.put("PATH", PATH);
        environment.put("SIGNET_SECTION", config.name());
        config.certificate()
                .ifPresent(file -> environment.put("SIGNET_CERTIFICATE", file.toString()));
        config.certificateChain()
                .ifPresent(file -> environment.put("SIGNET_CERTIFICATE_CHAIN", file.toString()));
        return builder;
    }

    /** Ends a command that runs, and keeps further ones from being started. */
    @Override
    public synchronized void close() {
        closed = true;
        running.ifPresent(Process::destroy);
    }
}
