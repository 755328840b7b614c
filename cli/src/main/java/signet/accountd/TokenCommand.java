package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.util.List;
import java.util.concurrent.Callable;

/** The group of commands {@code signet-accountd token}. */
final class TokenCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandModel.of(this, "token").addOption(SharedOptions.help());

    TokenCommand() {
        for (CommandSpec command :
                List.of(
                        new TokenListCommand().spec(),
                        new TokenKeygenCommand().spec(),
                        new TokenCheckCommand().spec(),
                        new TokenForgetPinCommand().spec())) {
            spec.addSubcommand(command.name(), command);
        }
        spec.usageMessage()
                .description("Looks at PKCS#11 tokens and makes keys on them.")
                .footerHeading("%nExamples:%n")
                .footer(
                        "  signet-accountd token list",
                        "  signet-accountd token check \"pkcs11:token=ACME;id=%%01\"");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "one of list, keygen, check and forget-pin is missing");
    }
}
