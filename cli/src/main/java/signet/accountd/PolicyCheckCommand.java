package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import signet.config.ConfigException;
import signet.config.PolicyConfig;
import signet.config.Specifiers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Checks a policy file, and says in a few words what it allows. */
final class PolicyCheckCommand implements Callable<Integer> {

    private final PositionalParamSpec file =
            PositionalParamSpec.builder()
                    .paramLabel("FILE")
                    .required(true)
                    .type(Path.class)
                    .converters(Path::of)
                    .description("The policy file.")
                    .build();

    private final OptionSpec debug = SharedOptions.debug("Show where errors come from.");

    private final CommandSpec spec =
            CommandModel.of(this, "check")
                    .addPositional(file)
                    .addOption(debug)
                    .addOption(SharedOptions.help());

    PolicyCheckCommand() {
        spec.usageMessage()
                .description(
                        "Checks a policy file, and says what it allows. The exit status is 0 where"
                                + " signet-accountd would start with it.")
                .footerHeading("%nExample:%n")
                .footer("  signet-accountd policy check /etc/signet/policy.conf");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        Path path = file.getValue();
        PolicyConfig config = PolicyConfig.load(path.toAbsolutePath(), Specifiers.ofProcess());
        PolicyText.of(config).forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
