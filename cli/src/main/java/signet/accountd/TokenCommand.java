package signet.accountd;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** The group of commands {@code signet-accountd token}. */
@Command(
        name = "token",
        description = "Looks at PKCS#11 tokens and makes keys on them.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        subcommands = {
            TokenListCommand.class,
            TokenKeygenCommand.class,
            TokenCheckCommand.class,
            TokenForgetPinCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet-accountd token list",
            "  signet-accountd token check \"pkcs11:token=ACME;id=%%01\""
        })
// picocli sets the fields, and reads those that we do not.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
final class TokenCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "one of list, keygen, check and forget-pin is missing");
    }
}
