package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

import signet.accountd.audit.chain.AnyonesFile;
import signet.accountd.policy.Explanation;
import signet.accountd.policy.PolicyExplainer;
import signet.config.ConfigException;
import signet.config.PolicyConfig;
import signet.config.Specifiers;
import signet.jose.JsonObject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Decodes requests, and says which rule allows or refuses each. */
final class PolicyExplainCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    private final OptionSpec policy =
            OptionSpec.builder("--policy")
                    .paramLabel("FILE")
                    .required(true)
                    .type(Path.class)
                    .converters(Path::of)
                    .description("The policy file.")
                    .build();

    private final OptionSpec peer =
            OptionSpec.builder("--peer")
                    .paramLabel("USER")
                    .type(String.class)
                    .initialValue("unknown")
                    .description("Who asks, where the requests don't tell.")
                    .build();

    private final OptionSpec via =
            OptionSpec.builder("--via")
                    .paramLabel("NAME")
                    .type(String.class)
                    .initialValue("socket")
                    .description("By which way, where the requests don't tell (default: socket).")
                    .build();

    private final PositionalParamSpec file =
            PositionalParamSpec.builder()
                    .paramLabel("REQUESTS")
                    .required(true)
                    .type(String.class)
                    .description(
                            "A file with one request a line, or - for standard input: lines of the"
                                    + " signing protocol, flattened JWS objects, or an audit log.")
                    .build();

    private final OptionSpec json = SharedOptions.json();
    private final OptionSpec debug = SharedOptions.debug("Show where errors come from.");

    private final CommandSpec spec =
            CommandModel.of(this, "explain")
                    .addOption(policy)
                    .addOption(peer)
                    .addOption(via)
                    .addOption(json)
                    .addOption(debug)
                    .addOption(SharedOptions.help())
                    .addPositional(file);

    PolicyExplainCommand() {
        spec.usageMessage()
                .description(
                        "Decodes requests, and says which rule of a policy allows or refuses each."
                                + " Budgets, earlier orders and persons are not asked.")
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(
                        UsageMessageSpec.keyValuesMap(
                                "0:All are allowed.",
                                "1:One is not, or the arguments are wrong.",
                                "255:Something else failed."))
                .footerHeading("%nExamples:%n")
                .footer(
                        "  signet-accountd policy explain --policy=new.conf --peer=web1 requests",
                        "  signet-accountd policy explain --policy=new.conf"
                                + " /var/log/signet/audit.log");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        Path path = policy.getValue();
        PolicyConfig config = PolicyConfig.load(path.toAbsolutePath(), Specifiers.ofProcess());
        PolicyExplainer explainer =
                new PolicyExplainer(
                        config, peer.getValue(), via.getValue(), InstantSource.system());
        boolean allAllowed = true;
        try (BufferedReader requests = open(file.getValue())) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                Optional<Explanation> explanation = explainer.explain(line.strip());
                explanation.ifPresent(this::print);
                allAllowed &= explanation.map(Explanation::allowed).orElse(true);
            }
        }
        return allAllowed ? 0 : 1;
    }

    private static BufferedReader open(String name) throws IOException {
        return name.equals(STANDARD_INPUT)
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1))
                : new BufferedReader(
                        new InputStreamReader(
                                AnyonesFile.open(Path.of(name)), StandardCharsets.ISO_8859_1));
    }

    private void print(Explanation explanation) {
        PrintWriter out = spec.commandLine().getOut();
        if (json.<Boolean>getValue()) {
            out.println(
                    JsonObject.builder()
                            .put("operation", explanation.operation())
                            .put("ca", explanation.ca())
                            .put("url", explanation.url())
                            .put("account", explanation.account())
                            .putStrings("names", explanation.names())
                            .put("profile", explanation.terms().profile())
                            .put("notBefore", explanation.terms().notBefore())
                            .put("notAfter", explanation.terms().notAfter())
                            .put("replaces", explanation.terms().replaces())
                            .put("allowed", explanation.allowed())
                            .put("rule", explanation.rule())
                            .put("reason", explanation.reason())
                            .build());
        } else {
            PolicyText.of(explanation).forEach(out::println);
        }
    }
}
