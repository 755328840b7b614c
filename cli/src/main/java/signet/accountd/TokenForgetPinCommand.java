package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import signet.config.ConfigException;
import signet.signer.SignerException;

import java.io.IOException;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd token forget-pin}. */
final class TokenForgetPinCommand implements Callable<Integer> {

    private final TokenOptionGroup options = new TokenOptionGroup();

    private final OptionSpec serial =
            OptionSpec.builder("--serial")
                    .required(true)
                    .paramLabel("SERIAL")
                    .type(String.class)
                    .description("The serial of the token, as \"token list\" shows it.")
                    .build();

    private final CommandSpec spec =
            options.addTo(CommandModel.of(this, "forget-pin")).addOption(serial);

    TokenForgetPinCommand() {
        spec.usageMessage()
                .description(
                        "Forgets which PINs a token has refused. For the person who has set the PIN"
                                + " of the token to one of them; there is no other need, as a new"
                                + " PIN that the token accepts clears them too.")
                .footerHeading("%nExample:%n")
                .footer("  signet-accountd token forget-pin --serial=29118049");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException, SignerException {
        int count = options.run(tokens -> tokens.forgetPins(serial.getValue()));
        spec.commandLine().getOut().println("Forgot " + count + " refused PIN(s).");
        return 0;
    }
}
