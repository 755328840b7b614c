package signet.master;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import signet.config.CertificateConfig;
import signet.config.CertificateConfigs;
import signet.config.ConfigException;
import signet.control.ClientTask;
import signet.master.challenge.ChallengeServing;
import signet.master.install.Journal;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** Gets certificates for the sections that need one (RFC 8555 section 7.4). */
final class NewOrderCommand implements Callable<Integer> {

    private final OptionSpec certificateConfigs =
            OptionSpec.builder("--config-certs")
                    .paramLabel("FILE")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .initialValue(List.of())
                    .description(
                            "Read the sections from FILE, or from the files *.conf in a directory."
                                    + " Can be given several times.")
                    .build();

    private final RenewalOptions renewal = new RenewalOptions();

    private final OptionSpec json =
            OptionSpec.builder("--json")
                    .initialValue(false)
                    .description("Print one JSON object for each section on standard output.")
                    .build();

    private final PositionalParamSpec names =
            PositionalParamSpec.builder()
                    .paramLabel("SECTION")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("0..*")
                    .initialValue(List.of())
                    .description("Only these sections, in this order.")
                    .build();

    private final CommandSpec spec =
            CommandModel.of(this, "newOrder")
                    .aliases("new-cert", "new-order")
                    .addOption(certificateConfigs)
                    .addArgGroup(renewal.group())
                    .addOption(json)
                    .addPositional(names);

    private final GlobalOptions global;

    NewOrderCommand(GlobalOptions global) {
        this.global = global;
        spec.usageMessage()
                .description(
                        "Renews the certificates that are due: each section of signet-certs.conf is"
                                + " one certificate. One that fails does not keep the others from"
                                + " being renewed.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  signet newOrder",
                        "  signet newOrder --force www.example.org",
                        "  signet newOrder --json | jq -r 'select(.state==\"failed\").section'");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws Exception {
        try (Invocation run = Invocation.open(global)) {
            Outcomes outcomes = new Outcomes(run.messages());
            CertificateConfigs configs =
                    CertificateConfigs.load(configurationFiles(run), run.specifiers());
            configs.warnings().forEach(run.messages()::warning);
            Set<String> asked = asked(configs);
            boolean well = false;
            try {
                well = renew(run, find(asked, configs, outcomes), outcomes);
                outcomes.settle(asked, "internal error: the run has no result for it", false);
            } catch (IOException | ConfigException | RuntimeException | Error e) {
                // Programs get an object for each section; the person is told once, elsewhere.
                outcomes.settle(
                        asked, e.getMessage() == null ? e.toString() : e.getMessage(), true);
                throw e;
            } finally {
                if (json.<Boolean>getValue()) {
                    outcomes.all().forEach(outcome -> System.out.println(outcome.toJson()));
                }
            }
            return well && outcomes.well() ? 0 : 1;
        }
    }

    private boolean renew(Invocation run, List<CertificateConfig> sections, Outcomes outcomes)
            throws IOException, ConfigException {
        Children children = new Children(run);
        children.check();
        run.cleanup().add(RunLock.acquire(run.config().lock()));
        children.closeFirewall();
        Rescue rescue = Rescue.atDefault(run.specifiers());
        Journal journal = Journal.open(rescue);
        Installation installation =
                run.cleanup()
                        .add(
                                new Installation(
                                        run.messages(), outcomes, rescue, journal, this::describe));
        List<PlannedOrder> due =
                new Planner(
                                run.messages(),
                                outcomes,
                                rescue,
                                journal,
                                installation,
                                renewal.minDays())
                        .plan(sections);
        return due.isEmpty() || order(run, children, due, installation, outcomes);
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

    /** Returns the names of the sections to look at, each once. */
    private Set<String> asked(CertificateConfigs configs) {
        List<String> wanted = names.getValue();
        return new LinkedHashSet<>(wanted.isEmpty() ? all(configs) : wanted);
    }

    private static SortedSet<String> all(CertificateConfigs configs) {
        TreeSet<String> all = new TreeSet<>(configs.sections().keySet());
        all.addAll(configs.broken().keySet());
        return all;
    }

    /** Returns the sections of these names; those that are broken, or not there, have failed. */
    private static List<CertificateConfig> find(
            Set<String> asked, CertificateConfigs configs, Outcomes outcomes) {
        List<CertificateConfig> sections = new ArrayList<>();
        for (String name : asked) {
            ConfigException mistake = configs.broken().get(name);
            if (mistake != null) {
                outcomes.failed(name, mistake.getMessage());
            } else if (configs.find(name).isEmpty()) {
                outcomes.failed(
                        name,
                        "No such section "
                                + name
                                + ", skipping (there are: "
                                + String.join(", ", all(configs))
                                + ")");
            } else {
                sections.add(configs.find(name).get());
            }
        }
        return sections;
    }

    private List<Path> configurationFiles(Invocation run) throws ConfigException {
        List<Path> files = new ArrayList<>();
        for (String name : certificateConfigs.<List<String>>getValue()) {
            files.add(run.config().resolve(name, run.specifiers()));
        }
        return files.isEmpty() ? run.config().certificateConfigs() : files;
    }

    /** Programs get the outcomes instead. */
    private synchronized void describe(String certificate) {
        if (!json.<Boolean>getValue()) {
            System.out.println(certificate);
        }
    }
}
