package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import signet.accountd.audit.AuditRepair;
import signet.config.AuditConfig;
import signet.config.ConfigException;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd audit repair}. */
final class AuditRepairCommand implements Callable<Integer> {

    private final AuditOptionGroup options = new AuditOptionGroup();

    private final OptionSpec key =
            AuditOptionGroup.key("The checkpoint key (default: what the configuration file says).");

    private final CommandSpec spec = options.addTo(CommandModel.of(this, "repair")).addOption(key);

    AuditRepairCommand() {
        spec.usageMessage()
                .description(
                        "Repairs the end of the audit log where signet-accountd refuses to start"
                            + " with it, as after a power cut. What is taken out is kept in another"
                            + " file, and a line in the log tells of it. Changes nothing where the"
                            + " end is in order. To be run as signet-accountd's user.")
                .footerHeading("%nExample:%n")
                .footer("  signet-accountd audit repair /var/lib/signet/audit.log");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        return AuditOptionGroup.explaining(this::run);
    }

    private int run() throws ConfigException, IOException {
        AuditConfig log = options.log();
        AuditOptionGroup.existing(log);
        Path given = key.getValue();
        AuditConfig used =
                given == null ? log : new AuditConfig(log.file(), log.rotateAfter(), given);
        Optional<AuditRepair.Result> result = AuditRepair.run(used);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                result.map(done -> AuditText.repaired(log.file(), done))
                        .orElse("The end of the audit log is in order; nothing was changed."));
        return 0;
    }
}
