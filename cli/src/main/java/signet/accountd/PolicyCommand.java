package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.util.List;
import java.util.concurrent.Callable;

/** The group of commands {@code signet-accountd policy}. */
final class PolicyCommand implements Callable<Integer> {

    private final CommandSpec spec =
            CommandModel.of(this, "policy").addOption(SharedOptions.help());

    PolicyCommand() {
        for (CommandSpec command :
                List.of(
                        new PolicyCheckCommand().spec(),
                        new PolicyExplainCommand().spec(),
                        new PolicyRepairCommand().spec())) {
            spec.addSubcommand(command.name(), command);
        }
        spec.usageMessage()
                .description("Looks at what the policy allows.")
                .footerHeading("%nExamples:%n")
                .footer(
                        "  signet-accountd policy check /etc/signet/policy.conf",
                        "  signet-accountd policy explain --policy=/etc/signet/policy.conf"
                                + " --peer=web1 requests");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "one of check, explain and repair is missing");
    }
}
