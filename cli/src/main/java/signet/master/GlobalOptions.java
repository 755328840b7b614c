package signet.master;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

import signet.master.run.Messages;

import java.util.Optional;

/** Options that every command has, before it or behind it. */
final class GlobalOptions {

    private final OptionSpec config =
            inherited("--config")
                    .paramLabel("FILE")
                    .type(String.class)
                    .description("Read FILE instead of @|bold %%E/signet/signet.conf|@.")
                    .build();

    private final OptionSpec socket =
            inherited("--socket")
                    .paramLabel("PATH")
                    .type(String.class)
                    .description("Use the signer that listens on PATH.")
                    .build();

    private final OptionSpec quiet =
            inherited("-q", "--quiet")
                    .initialValue(false)
                    .description("Tell only what was changed and what failed.")
                    .build();

    private final OptionSpec debug =
            inherited("--debug")
                    .initialValue(false)
                    .description(
                            "Tell each step, and show where in the program an error comes from.")
                    .build();

    private static OptionSpec.Builder inherited(String... names) {
        return OptionSpec.builder(names).scopeType(ScopeType.INHERIT);
    }

    /** Gives them to a command and to those below it. */
    void addTo(CommandSpec command) {
        command.addOption(config).addOption(socket).addOption(quiet).addOption(debug);
    }

    Optional<String> config() {
        return Optional.ofNullable(config.getValue());
    }

    Optional<String> socket() {
        return Optional.ofNullable(socket.getValue());
    }

    boolean debug() {
        return debug.getValue();
    }

    /** Debugging wins over being quiet, as in the reference system. */
    Messages.Level level() {
        if (debug()) {
            return Messages.Level.DEBUG;
        }
        return quiet.<Boolean>getValue() ? Messages.Level.QUIET : Messages.Level.NORMAL;
    }
}
