package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.util.List;
import java.util.concurrent.Callable;

/** The group of commands {@code signet-accountd approvals}. */
final class ApprovalsCommand implements Callable<Integer> {

    private final CommandSpec spec =
            CommandModel.of(this, "approvals").addOption(SharedOptions.help());

    ApprovalsCommand() {
        for (CommandSpec command :
                List.of(
                        new ApprovalsListCommand().spec(),
                        ApprovalsAnswerCommand.approve().spec(),
                        ApprovalsAnswerCommand.deny().spec())) {
            spec.addSubcommand(command.name(), command);
        }
        spec.usageMessage()
                .description(
                        "Shows requests that wait for a person's yes, and answers them. For the"
                                + " users that \"approvers\" names, and root.")
                .footerHeading("%nExamples:%n")
                .footer(
                        "  signet-accountd approvals list",
                        "  signet-accountd approvals approve K7QX2M4A");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "one of list, approve and deny is missing");
    }
}
