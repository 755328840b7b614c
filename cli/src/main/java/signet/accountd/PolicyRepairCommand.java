package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import signet.config.AccountdConfig;
import signet.config.ConfigException;
import signet.config.Specifiers;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Sets aside what can't be read of the orders that the policy remembers. */
final class PolicyRepairCommand implements Callable<Integer> {

    private final OptionSpec config = SharedOptions.config("The configuration of signet-accountd.");
    private final OptionSpec debug = SharedOptions.debug("Show where errors come from.");

    private final CommandSpec spec =
            CommandModel.of(this, "repair")
                    .addOption(config)
                    .addOption(debug)
                    .addOption(SharedOptions.help());

    PolicyRepairCommand() {
        spec.usageMessage()
                .description(
                        "Moves damaged lines of the state directory's \"orders\" to \"orders.bad\"."
                                + " What they held counts for no budget any more.")
                .footerHeading("%nExample:%n")
                .footer("  signet-accountd policy repair");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        AccountdConfig settings =
                AccountdConfig.load(Optional.ofNullable(config.getValue()), Specifiers.ofProcess());
        int count = Guard.memory(settings).repair();
        spec.commandLine().getOut().println("Set " + count + " damaged line(s) aside.");
        return 0;
    }
}
