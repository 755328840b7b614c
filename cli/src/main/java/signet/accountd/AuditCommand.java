package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.util.List;
import java.util.concurrent.Callable;

/** The group of commands {@code signet-accountd audit}. */
final class AuditCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandModel.of(this, "audit").addOption(SharedOptions.help());

    AuditCommand() {
        for (CommandSpec command :
                List.of(
                        new AuditVerifyCommand().spec(),
                        new AuditShowCommand().spec(),
                        new AuditRepairCommand().spec())) {
            spec.addSubcommand(command.name(), command);
        }
        spec.usageMessage()
                .description(
                        "Verifies, shows and repairs the audit log, in which each decision is"
                                + " recorded before the signature leaves (\"audit-log\" in the"
                                + " configuration file).")
                .footerHeading("%nExamples:%n")
                .footer(
                        "  signet-accountd audit verify",
                        "  signet-accountd audit show --since=2026-11-01 --name=.example.org");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "one of verify, show and repair is missing");
    }
}
