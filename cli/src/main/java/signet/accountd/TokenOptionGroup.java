package signet.accountd;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import signet.config.AccountdConfig;
import signet.config.ConfigException;
import signet.config.Specifiers;
import signet.signer.Confirmation;
import signet.signer.SignerException;
import signet.signer.pkcs11.Tokens;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The options that all commands of {@link TokenCommand} have. */
// picocli sets the fields, and reads those that we do not.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
final class TokenOptionGroup {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read this configuration file instead of the usual one.")
    private @Nullable Path config;

    @Option(
            names = "--last-try",
            description = "Send the PIN once, even where the token says that a wrong one locks it.")
    private boolean lastTry;

    @Option(names = "--debug", description = "Show where errors come from.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** An action on tokens that may ask a person. */
    @FunctionalInterface
    interface Action<T> {
        /** Runs it. */
        T on(Tokens tokens) throws SignerException, IOException;
    }

    /** Runs an action by the configuration; what the helpers say goes to standard error. */
    <T> T run(Action<T> action) throws ConfigException, IOException, SignerException {
        Specifiers specifiers = Specifiers.ofProcess();
        AccountdConfig settings = AccountdConfig.load(Optional.ofNullable(config), specifiers);
        try (AccountdLog log = AccountdLog.open(Optional.empty(), true, debug);
                TerminalConfirmation confirmation = new TerminalConfirmation()) {
            Confirmation question = confirmation;
            return action.on(
                    Tokens.of(
                            new SignerOptions(settings, lastTry).settings(question, log),
                            System.getenv()));
        }
    }
}
