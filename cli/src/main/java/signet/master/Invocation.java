package signet.master;

import signet.config.ConfigException;
import signet.config.MasterConfig;
import signet.config.Specifiers;
import signet.master.run.Cleanup;
import signet.master.run.Messages;
import signet.sandbox.Memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One run of a command: its configuration, its messages, and what is undone when it ends, by itself
 * or by SIGINT, SIGTERM or SIGHUP.
 *
 * @param options what the command line says
 * @param specifiers what the %-specifiers stand for
 * @param config what the configuration says
 */
record Invocation(
        GlobalOptions options,
        Specifiers specifiers,
        MasterConfig config,
        Messages messages,
        Cleanup cleanup)
        implements AutoCloseable {

    /** Reads the configuration and prepares for signals. */
    static Invocation open(GlobalOptions options) throws IOException, ConfigException {
        // Server keys and signatures will pass through this process.
        Memory.forbidDumps();
        Messages messages = new Messages(System.err, options.level(), isWatched());
        Specifiers specifiers = Specifiers.ofProcess();
        Optional<Path> file = Optional.empty();
        if (options.config().isPresent()) {
            file = Optional.of(specifiers.expandPath(options.config().get()));
        }
        MasterConfig config = MasterConfig.load(file, specifiers);
        messages.debug("Using configuration file: " + config.file());
        Cleanup cleanup = new Cleanup(messages);
        cleanup.endOnSignal();
        return new Invocation(options, specifiers, config, messages, cleanup);
    }

    boolean isRoot() {
        return specifiers.identity().uid() == 0;
    }

    /** A person watches where standard error is a terminal, wherever the other streams lead. */
    private static boolean isWatched() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/2"))
                    .toString()
                    .matches("/dev/(pts/\\d+|tty.*|console)");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        cleanup.close();
    }
}
