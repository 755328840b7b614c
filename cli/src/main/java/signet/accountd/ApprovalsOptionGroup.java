package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import signet.accountd.approval.control.ControlClient;
import signet.accountd.approval.control.ControlRequest;
import signet.config.AccountdConfig;
import signet.config.ConfigException;
import signet.config.Specifiers;
import signet.jose.JsonObject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The options that all commands of {@link ApprovalsCommand} have. */
final class ApprovalsOptionGroup {

    private final OptionSpec socket =
            OptionSpec.builder("--socket")
                    .paramLabel("PATH")
                    .type(Path.class)
                    .converters(Path::of)
                    .description("The \"approval-socket\" of the signet-accountd that asks.")
                    .build();

    private final OptionSpec config =
            SharedOptions.config("Take \"approval-socket\" from this configuration file.");

    private final OptionSpec json = SharedOptions.json();
    private final OptionSpec debug = SharedOptions.debug("Show where errors come from.");

    /** Gives them to a command, and returns it. */
    CommandSpec addTo(CommandSpec command) {
        return command.addOption(socket)
                .addOption(config)
                .addOption(json)
                .addOption(debug)
                .addOption(SharedOptions.help());
    }

    boolean wantsJson() {
        return json.<Boolean>getValue();
    }

    JsonObject ask(ControlRequest request) throws ConfigException, IOException {
        return new ControlClient(place()).ask(request);
    }

    private Path place() throws ConfigException, IOException {
        Path given = socket.getValue();
        if (given != null) {
            return given;
        }
        AccountdConfig settings =
                AccountdConfig.load(Optional.ofNullable(config.getValue()), Specifiers.ofProcess());
        return settings.approval()
                .socket()
                .orElseThrow(
                        () ->
                                new ConfigException(
                                        "where to ask is not known: give --socket=PATH, the"
                                                + " \"approval-socket\" of signet-accountd, or its"
                                                + " configuration by --config=FILE"));
    }
}
