package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import signet.config.AccountdConfig;
import signet.config.ConfigException;
import signet.config.Specifiers;
import signet.signer.Confirmation;
import signet.signer.SignerException;
import signet.signer.pkcs11.Tokens;

import java.io.IOException;
import java.util.Optional;

/** The options that all commands of {@link TokenCommand} have. */
final class TokenOptionGroup {

    private final OptionSpec config =
            SharedOptions.config("Read this configuration file instead of the usual one.");

    private final OptionSpec lastTry = SharedOptions.lastTry();
    private final OptionSpec debug = SharedOptions.debug("Show where errors come from.");

    /** Gives them to a command, and returns it. */
    CommandSpec addTo(CommandSpec command) {
        return command.addOption(config)
                .addOption(lastTry)
                .addOption(debug)
                .addOption(SharedOptions.help());
    }

    /** An action on tokens that may ask a person. */
    @FunctionalInterface
    interface Action<T> {
        /** Runs it. */
        T on(Tokens tokens) throws SignerException, IOException;
    }

    /** Runs an action by the configuration; what the helpers say goes to standard error. */
    <T> T run(Action<T> action) throws ConfigException, IOException, SignerException {
        Specifiers specifiers = Specifiers.ofProcess();
        AccountdConfig settings =
                AccountdConfig.load(Optional.ofNullable(config.getValue()), specifiers);
        try (AccountdLog log = AccountdLog.open(Optional.empty(), true, debug.getValue());
                TerminalConfirmation confirmation = new TerminalConfirmation()) {
            Confirmation question = confirmation;
            return action.on(
                    Tokens.of(
                            new SignerOptions(settings, lastTry.getValue()).settings(question, log),
                            System.getenv()));
        }
    }
}
