package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

import signet.accountd.audit.chain.CheckpointPublicKey;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.audit.chain.Position;
import signet.accountd.audit.check.Verification;
import signet.accountd.audit.check.Verifier;
import signet.accountd.audit.check.VerifyOptions;
import signet.config.AuditConfig;
import signet.config.ConfigException;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd audit verify}. */
final class AuditVerifyCommand implements Callable<Integer> {

    private static final int BROKEN = 1;

    private final AuditOptionGroup options = new AuditOptionGroup();

    private final OptionSpec key =
            AuditOptionGroup.key(
                    "The public key of the checkpoints, as --print-key printed it when the log was"
                            + " begun (default: what is there now).");

    private final OptionSpec expected =
            OptionSpec.builder("--expect")
                    .paramLabel("SEQ:HASH")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .initialValue(List.of())
                    .description(
                            "A checkpoint that was noted elsewhere, as signet-accountd logs it. May"
                                    + " be given more than once.")
                    .build();

    private final OptionSpec accepted =
            OptionSpec.builder("--accept")
                    .paramLabel("SEQ")
                    .type(List.class)
                    .auxiliaryTypes(Long.class)
                    .initialValue(List.of())
                    .description("Accept the loss that the repair in this line recorded.")
                    .build();

    private final OptionSpec partial =
            OptionSpec.builder("--partial")
                    .initialValue(false)
                    .description("Begin with the oldest file that is there.")
                    .build();

    private final OptionSpec printKey =
            OptionSpec.builder("--print-key")
                    .initialValue(false)
                    .description("Print the public key only, to be kept on another machine.")
                    .build();

    private final OptionSpec json = SharedOptions.json();

    private final CommandSpec spec =
            options.addTo(CommandModel.of(this, "verify"))
                    .addOption(key)
                    .addOption(expected)
                    .addOption(accepted)
                    .addOption(partial)
                    .addOption(printKey)
                    .addOption(json);

    AuditVerifyCommand() {
        spec.usageMessage()
                .description(
                        "Verifies the whole audit log: that no line was changed, dropped, moved or"
                                + " cut off, and that the checkpoints are signed.",
                        "Whoever has taken over signet-accountd has its key too, and can write the"
                            + " log anew. Only --expect finds that: keep checkpoints elsewhere.")
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(
                        UsageMessageSpec.keyValuesMap(
                                "0:All is in order.",
                                "1:It is not, or the arguments are wrong.",
                                "255:Something else failed."))
                .footerHeading("%nExamples:%n")
                .footer(
                        "  signet-accountd audit verify",
                        "  signet-accountd audit verify --print-key > checkpoint.pub",
                        "  signet-accountd audit verify --key=checkpoint.pub"
                                + " --expect=1000:HASH /var/lib/signet/audit.log");
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
        CheckpointPublicKey publicKey = publicKey(log);
        PrintWriter out = spec.commandLine().getOut();
        if (printKey.<Boolean>getValue()) {
            out.print(publicKey.pem());
            out.flush();
            return 0;
        }
        LogFiles files = AuditOptionGroup.existing(log);
        Verification result =
                new Verifier(
                                files,
                                new VerifyOptions(
                                        publicKey,
                                        positions(),
                                        Set.copyOf(accepted.<List<Long>>getValue()),
                                        partial.getValue()))
                        .run();
        if (json.<Boolean>getValue()) {
            out.println(AuditText.json(result));
        } else {
            AuditText.lines(files.log(), result).forEach(out::println);
        }
        return result.problem().isEmpty() ? 0 : BROKEN;
    }

    private CheckpointPublicKey publicKey(AuditConfig log) throws IOException {
        Path given = key.getValue();
        if (given == null && !LogFiles.exists(log.checkpointKey())) {
            throw new IOException(
                    "there is no checkpoint key "
                            + log.checkpointKey()
                            + "; name the public key's file by --key");
        }
        return CheckpointPublicKey.read(given == null ? log.checkpointKey() : given);
    }

    private List<Position> positions() {
        List<Position> positions = new ArrayList<>();
        for (String text : expected.<List<String>>getValue()) {
            try {
                positions.add(Position.parse(text));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--expect: " + e.getMessage(), e);
            }
        }
        return positions;
    }
}
