package signet.master;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import signet.master.run.Messages;

import java.util.Optional;

/** Options that every command has, before it or behind it. */
final class GlobalOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read FILE instead of @|bold %%E/signet/signet.conf|@.")
    @Nullable String config;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            description = "Use the signer that listens on PATH.")
    @Nullable String socket;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Tell only what was changed and what failed.")
    boolean quiet;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Tell each step, and show where in the program an error comes from.")
    boolean debug;

    Optional<String> config() {
        return Optional.ofNullable(config);
    }

    Optional<String> socket() {
        return Optional.ofNullable(socket);
    }

    /** Debugging wins over being quiet, as in the reference system. */
    Messages.Level level() {
        if (debug) {
            return Messages.Level.DEBUG;
        }
        return quiet ? Messages.Level.QUIET : Messages.Level.NORMAL;
    }
}
