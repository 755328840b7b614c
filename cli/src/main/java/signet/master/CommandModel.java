package signet.master;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.concurrent.Callable;

/**
 * Begins the model of a command. Models are built, and not declared by annotations, since Java
 * takes 60 ms to read those, at each start.
 */
final class CommandModel {

    private CommandModel() {}

    /** Returns the model of a command that tells how it is used, and its version. */
    static CommandSpec of(Callable<Integer> command, String name) {
        return CommandSpec.wrapWithoutInspection(command)
                .name(name)
                .versionProvider(new Version())
                .addOption(help("Show this help message and exit."))
                .addOption(
                        OptionSpec.builder("-V", "--version")
                                .versionHelp(true)
                                .description("Print version information and exit.")
                                .build());
    }

    static OptionSpec help(String description) {
        return OptionSpec.builder("-h", "--help").usageHelp(true).description(description).build();
    }
}
