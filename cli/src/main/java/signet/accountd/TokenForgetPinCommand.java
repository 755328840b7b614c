package signet.accountd;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import signet.config.ConfigException;
import signet.signer.SignerException;

import java.io.IOException;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd token forget-pin}. */
@Command(
        name = "forget-pin",
        description =
                "Forgets which PINs a token has refused. For the person who has set the PIN of the"
                        + " token to one of them; there is no other need, as a new PIN that the"
                        + " token accepts clears them too.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footerHeading = "%nExample:%n",
        footer = "  signet-accountd token forget-pin --serial=29118049")
// picocli sets the fields, and reads those that we do not.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
final class TokenForgetPinCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private TokenOptionGroup options;

    @Option(
            names = "--serial",
            required = true,
            paramLabel = "SERIAL",
            description = "The serial of the token, as \"token list\" shows it.")
    private String serial;

    @Override
    public Integer call() throws ConfigException, IOException, SignerException {
        int count = options.run(tokens -> tokens.forgetPins(serial));
        spec.commandLine().getOut().println("Forgot " + count + " refused PIN(s).");
        return 0;
    }
}
