package signet.master;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import signet.config.CertificateConfig;
import signet.config.CertificateConfigs;
import signet.config.ConfigException;
import signet.control.ClientTask;
import signet.master.challenge.ChallengeServing;
import signet.master.install.Rescue;
import signet.master.order.Installation;
import signet.master.order.OrderResults;
import signet.master.order.Outcomes;
import signet.master.order.PlannedOrder;
import signet.master.order.Planner;
import signet.master.run.RunLock;
import signet.master.signer.RunSigner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** Gets certificates for the sections that need one (RFC 8555 section 7.4). */
@Command(
        name = "newOrder",
        aliases = {"new-cert", "new-order"},
        mixinStandardHelpOptions = true,
        description = {
            "Renews the certificates that are due: each section of signet-certs.conf is one"
                    + " certificate. One that fails does not keep the others from being renewed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  signet newOrder",
            "  signet newOrder --force www.example.org",
            "  signet newOrder --json | jq -r 'select(.state==\"failed\").section'"
        })
final class NewOrderCommand implements Callable<Integer> {

    @ParentCommand SignetCommand parent;

    @Option(
            names = "--config-certs",
            paramLabel = "FILE",
            description =
                    "Read the sections from FILE, or from the files *.conf in a directory. Can be"
                            + " given several times.")
    List<String> certificateConfigs = List.of();

    @ArgGroup @Nullable When when;

    @Option(
            names = "--json",
            description = "Print one JSON object for each section on standard output.")
    boolean json;

    @Parameters(
            paramLabel = "SECTION",
            arity = "0..*",
            description = "Only these sections, in this order.")
    List<String> names = List.of();

    /** Which certificates are due. */
    static final class When {
        @Option(
                names = "--min-days",
                paramLabel = "N",
                description =
                        "Renew what is valid for at most N days. 0: only what has expired;"
                                + " negative: all.")
        @Nullable Integer minDays;

        @Option(names = "--force", description = "Renew all, however long they are valid.")
        boolean force;
    }

    @Override
    public Integer call() throws Exception {
        try (Invocation run = Invocation.open(parent.global)) {
            Children children = new Children(run);
            children.check();
            run.cleanup().add(RunLock.acquire(run.config().lock()));
            children.closeFirewall();
            Outcomes outcomes = new Outcomes(run.messages());
            Rescue rescue = Rescue.atDefault(run.specifiers());
            Installation installation =
                    run.cleanup()
                            .add(
                                    new Installation(
                                            run.messages(), outcomes, rescue, this::describe));
            Planner planner =
                    new Planner(run.messages(), outcomes, rescue, installation, minDays());
            List<PlannedOrder> due = new ArrayList<>();
            boolean complete = true;
            for (Optional<CertificateConfig> config : sections(run, outcomes)) {
                complete &= config.isPresent();
                config.flatMap(planner::plan).ifPresent(due::add);
            }
            boolean well = due.isEmpty() || order(run, children, due, installation, outcomes);
            if (json) {
                outcomes.all().forEach(outcome -> System.out.println(outcome.toJson()));
            }
            return complete && well && outcomes.well() ? 0 : 1;
        }
    }

    private boolean order(
            Invocation run,
            Children children,
            List<PlannedOrder> due,
            Installation installation,
            Outcomes outcomes)
            throws IOException, ConfigException {
        RunSigner signer = children.signer();
        ChallengeServing challenges = children.challenges(signer);
        List<ClientTask> tasks = new ArrayList<>();
        due.forEach(planned -> tasks.add(planned.task()));
        try (OrderResults results = new OrderResults(due, installation, outcomes, run.messages())) {
            return children.converse(signer, challenges, tasks, results);
        }
    }

    /** Returns the sections to look at; an empty one stands for what can't be looked at. */
    private List<Optional<CertificateConfig>> sections(Invocation run, Outcomes outcomes)
            throws IOException, ConfigException {
        CertificateConfigs configs =
                CertificateConfigs.load(configurationFiles(run), run.specifiers());
        configs.warnings().forEach(run.messages()::warning);
        TreeSet<String> all = new TreeSet<>(configs.sections().keySet());
        all.addAll(configs.broken().keySet());
        List<Optional<CertificateConfig>> sections = new ArrayList<>();
        for (String name : names.isEmpty() ? all : names) {
            ConfigException mistake = configs.broken().get(name);
            if (mistake != null) {
                outcomes.failed(name, mistake.getMessage());
            } else if (configs.find(name).isEmpty()) {
                run.messages()
                        .warning(
                                "No such section "
                                        + name
                                        + ", skipping (there are: "
                                        + String.join(", ", all)
                                        + ")");
                sections.add(Optional.empty());
            } else {
                sections.add(configs.find(name));
            }
        }
        return sections;
    }

    private List<Path> configurationFiles(Invocation run) throws ConfigException {
        List<Path> files = new ArrayList<>();
        for (String name : certificateConfigs) {
            files.add(run.config().resolve(name, run.specifiers()));
        }
        return files.isEmpty() ? run.config().certificateConfigs() : files;
    }

    private OptionalInt minDays() {
        if (when == null) {
            return OptionalInt.empty();
        }
        return when.force || when.minDays == null
                ? OptionalInt.of(-1)
                : OptionalInt.of(when.minDays);
    }

    /** Programs get the outcomes instead. */
    private synchronized void describe(String certificate) {
        if (!json) {
            System.out.println(certificate);
        }
    }
}
