package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.audit.chain.LogUse;
import signet.accountd.audit.chain.LogWalk;
import signet.accountd.audit.chain.LogWalk.Located;
import signet.accountd.audit.show.LineFilter;
import signet.accountd.audit.show.LineText;
import signet.accountd.audit.show.Moments;
import signet.config.ConfigException;
import signet.jose.JsonException;
import signet.text.Printable;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd audit show}. */
final class AuditShowCommand implements Callable<Integer> {

    private static final int UNREADABLE = 1;

    private final AuditOptionGroup options = new AuditOptionGroup();

    private final OptionSpec peer = text("--peer", "TEXT", "Only where this is in the peer.");

    private final OptionSpec name =
            text("--name", "NAME", "Only for this name; .example.org for all names below it.");

    private final OptionSpec since =
            text("--since", "TIME", "Not before this date or time (ISO 8601, in UTC).");

    private final OptionSpec until =
            text("--until", "TIME", "Not after this date, or not from this time on.");

    private final OptionSpec outcome =
            text("--outcome", "WORD", "Only what was signed, refused or failed.");

    private final OptionSpec operation =
            text("--operation", "WORD", "Only this operation, such as newOrder.");

    private final OptionSpec all =
            OptionSpec.builder("--all")
                    .initialValue(false)
                    .description("Show checkpoints and the beginnings of files too.")
                    .build();

    private final OptionSpec json =
            OptionSpec.builder("--json")
                    .initialValue(false)
                    .description("Print the lines of the log as they are.")
                    .build();

    private final CommandSpec spec = options.addTo(CommandModel.of(this, "show"));

    AuditShowCommand() {
        for (OptionSpec option : List.of(peer, name, since, until, outcome, operation, all, json)) {
            spec.addOption(option);
        }
        spec.usageMessage()
                .description(
                        "Prints the audit log, one line for each decision, the oldest first."
                                + " Verifies nothing: see \"audit verify\".")
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(
                        UsageMessageSpec.keyValuesMap(
                                "0:All was shown.",
                                "1:A line can't be read, or the arguments are wrong.",
                                "255:Something else failed."))
                .footerHeading("%nExamples:%n")
                .footer(
                        "  signet-accountd audit show --since=2026-11-24 --outcome=refused",
                        "  signet-accountd audit show --name=.example.org --json");
    }

    private static OptionSpec text(String option, String label, String description) {
        return OptionSpec.builder(option)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        return AuditOptionGroup.explaining(this::run);
    }

    private int run() throws ConfigException, IOException {
        LineFilter filter = filter();
        LogFiles files = AuditOptionGroup.existing(options.log());
        boolean unreadable = false;
        try (LogWalk walk = new LogWalk(files, true)) {
            for (Optional<Located> next = walk.next(); next.isPresent(); next = walk.next()) {
                boolean beingWritten =
                        !next.get().line().complete() && LogUse.isUnderWay(files.lock());
                unreadable |= !beingWritten && !show(next.get(), filter);
            }
        }
        spec.commandLine().getOut().flush();
        return unreadable ? UNREADABLE : 0;
    }

    /** What can't be read is told, since it might be what somebody looks for. */
    private boolean show(Located located, LineFilter filter) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            ChainLine line = ChainLine.parse(located.line().bytes());
            if (filter.accepts(line)) {
                out.println(json.<Boolean>getValue() ? raw(located) : LineText.of(line));
            }
            return true;
        } catch (JsonException e) {
            spec.commandLine()
                    .getErr()
                    .println(
                            Printable.of(
                                    "Warning: "
                                            + located.file()
                                            + ":"
                                            + located.line().number()
                                            + ": no line of an audit log: "
                                            + e.getMessage()));
            return false;
        }
    }

    /** It is printable ASCII, or it would not have been read. */
    private static String raw(Located located) {
        return new String(located.line().bytes(), StandardCharsets.US_ASCII).strip();
    }

    private LineFilter filter() {
        return new LineFilter(
                Optional.ofNullable(peer.getValue()),
                Optional.ofNullable(name.getValue()),
                Optional.ofNullable(operation.getValue()),
                Optional.ofNullable(outcome.getValue()),
                moment(since, false),
                moment(until, true),
                all.getValue());
    }

    private Optional<Instant> moment(OptionSpec option, boolean end) {
        Optional<String> text = Optional.ofNullable(option.getValue());
        try {
            return text.map(given -> Moments.parse(given, end));
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    option.longestName()
                            + ": \""
                            + text.orElse("")
                            + "\" is no date or time, such as 2026-11-24 or 2026-11-24T17:00:00Z",
                    e);
        }
    }
}
