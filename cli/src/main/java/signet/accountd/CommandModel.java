package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;

import java.util.concurrent.Callable;

/**
 * Begins the model of a command. Models are built, and not declared by annotations, since Java
 * takes 60 ms to read those, at each start.
 */
final class CommandModel {

    private CommandModel() {}

    /** Returns a model whose help shows options in the order in which they are added. */
    static CommandSpec of(Callable<Integer> command, String name) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
        spec.usageMessage().sortOptions(false).autoWidth(true);
        return spec;
    }
}
