package signet.accountd;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import signet.config.ConfigException;
import signet.signer.SignerException;
import signet.signer.pkcs11.process.CheckedToken;

import java.io.IOException;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd token check}. */
@Command(
        name = "check",
        description =
                "Opens a key on a token, has it sign, verifies the signature, and tells how long"
                        + " it took and what is to be known of the key.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet-accountd token check \"pkcs11:token=ACME;id=%%01\"",
            "  signet-accountd token check --json"
                    + " \"pkcs11:serial=0123;id=%%01?pin-source=/etc/signet/pin\""
        })
// picocli sets the fields, and reads those that we do not.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
final class TokenCheckCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private TokenOptionGroup options;

    @Parameters(paramLabel = "URI", description = "The key, as \"token list\" shows it.")
    private String uri;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, IOException, SignerException {
        CheckedToken checked = options.run(tokens -> tokens.check(uri));
        if (json) {
            spec.commandLine().getOut().println(TokenJson.of(checked));
        } else {
            TokenText.lines(checked).forEach(spec.commandLine().getOut()::println);
        }
        return 0;
    }
}
