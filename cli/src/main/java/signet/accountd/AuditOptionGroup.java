package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import signet.accountd.audit.chain.LogFiles;
import signet.config.AccountdConfig;
import signet.config.AuditConfig;
import signet.config.ConfigException;
import signet.config.Specifiers;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/** The options that all commands of {@link AuditCommand} have. */
final class AuditOptionGroup {

    private final OptionSpec config =
            SharedOptions.config("Read this configuration file instead of the usual one.");

    private final OptionSpec debug = SharedOptions.debug("Show where errors come from.");

    private final PositionalParamSpec file =
            PositionalParamSpec.builder()
                    .arity("0..1")
                    .paramLabel("FILE")
                    .type(Path.class)
                    .converters(Path::of)
                    .description(
                            "The log, and with it the closed files FILE.000001 and so on"
                                    + " (default: what the configuration file says).")
                    .build();

    /** Gives them to a command, and returns it. */
    CommandSpec addTo(CommandSpec command) {
        return command.addPositional(file)
                .addOption(config)
                .addOption(debug)
                .addOption(SharedOptions.help());
    }

    /** Returns the option for the file of the key. */
    static OptionSpec key(String description) {
        return OptionSpec.builder("--key")
                .paramLabel("FILE")
                .type(Path.class)
                .converters(Path::of)
                .description(description)
                .build();
    }

    /** Returns the log that is meant. */
    AuditConfig log() throws ConfigException, IOException {
        if (file.getValue() != null) {
            return AuditConfig.of(file.getValue());
        }
        AccountdConfig settings =
                AccountdConfig.load(Optional.ofNullable(config.getValue()), Specifiers.ofProcess());
        return settings.audit()
                .orElseThrow(
                        () ->
                                new ConfigException(
                                        "there is no audit log: set \"audit-log\" in the"
                                                + " configuration file, or name the log's file"));
    }

    /** What a command does. */
    @FunctionalInterface
    interface Action {
        /** Does it, and returns the exit status. */
        int run() throws ConfigException, IOException;
    }

    /** Runs an action; of a file that can't be used Java says no more than its name. */
    static int explaining(Action action) throws ConfigException, IOException {
        try {
            return action.run();
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new IOException(
                    "can't use "
                            + e.getFile()
                            + " ("
                            + reason
                            + "); run this as signet-accountd's user or as root",
                    e);
        }
    }

    /** Returns the log's files, at least one of which is there. */
    static LogFiles existing(AuditConfig log) throws IOException {
        LogFiles files = new LogFiles(log.file());
        boolean any =
                LogFiles.exists(files.folder())
                        && (LogFiles.exists(files.log())
                                || LogFiles.exists(files.head())
                                || !files.numbers().isEmpty());
        if (!any) {
            throw new IOException("there is no audit log " + files.log());
        }
        return files;
    }
}
