package signet.master;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

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
                    new Planner(run.messages(), outcomes, rescue, installation, renewal.minDays());
            List<Optional<CertificateConfig>> sections = sections(run, outcomes);
            boolean complete = sections.stream().allMatch(Optional::isPresent);
            List<PlannedOrder> due =
                    planner.plan(sections.stream().flatMap(Optional::stream).toList());
            boolean well = due.isEmpty() || order(run, children, due, installation, outcomes);
            if (json.<Boolean>getValue()) {
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
        List<String> wanted = names.getValue();
        for (String name : wanted.isEmpty() ? all : wanted) {
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
