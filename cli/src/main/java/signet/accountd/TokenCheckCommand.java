package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import signet.config.ConfigException;
import signet.signer.SignerException;
import signet.signer.pkcs11.process.CheckedToken;

import java.io.IOException;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd token check}. */
final class TokenCheckCommand implements Callable<Integer> {

    private final TokenOptionGroup options = new TokenOptionGroup();

    private final PositionalParamSpec uri =
            PositionalParamSpec.builder()
                    .required(true)
                    .paramLabel("URI")
                    .type(String.class)
                    .description("The key, as \"token list\" shows it.")
                    .build();

    private final OptionSpec json = SharedOptions.json();

    private final CommandSpec spec =
            options.addTo(CommandModel.of(this, "check")).addPositional(uri).addOption(json);

    TokenCheckCommand() {
        spec.usageMessage()
                .description(
                        "Opens a key on a token, has it sign, verifies the signature, and tells how"
                                + " long it took and what is to be known of the key.")
                .footerHeading("%nExamples:%n")
                .footer(
                        "  signet-accountd token check \"pkcs11:token=ACME;id=%%01\"",
                        "  signet-accountd token check --json"
                                + " \"pkcs11:serial=0123;id=%%01?pin-source=/etc/signet/pin\"");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException, SignerException {
        CheckedToken checked = options.run(tokens -> tokens.check(uri.getValue()));
        if (json.<Boolean>getValue()) {
            spec.commandLine().getOut().println(TokenJson.of(checked));
        } else {
            TokenText.lines(checked).forEach(spec.commandLine().getOut()::println);
        }
        return 0;
    }
}
