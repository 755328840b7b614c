package signet.master;

import picocli.CommandLine.Model.CommandSpec;

import java.util.function.Supplier;

/** The command line of {@code signet}, for what describes it: manual pages and completions. */
public final class CommandTree implements Supplier<CommandSpec> {

    /** Returns a new model of all commands. Nothing is run by it. */
    @Override
    public CommandSpec get() {
        return new SignetCommand().spec();
    }
}
