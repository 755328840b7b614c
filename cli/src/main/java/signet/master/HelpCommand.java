package signet.master;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

import java.util.Iterator;
import java.util.concurrent.Callable;

/** Shows the help of another command. Picocli's own one is declared by annotations. */
final class HelpCommand implements Callable<Integer> {

    private final PositionalParamSpec name =
            PositionalParamSpec.builder()
                    .paramLabel("COMMAND")
                    .type(String.class)
                    .arity("0..1")
                    .description("The COMMAND to display the usage help message for.")
                    .completionCandidates(this::commands)
                    .build();

    private final CommandSpec spec =
            CommandSpec.wrapWithoutInspection(this)
                    .name("help")
                    .helpCommand(true)
                    .addOption(CommandModel.help("Show usage help for the help command and exit."))
                    .addPositional(name);

    HelpCommand() {
        spec.usageMessage()
                .header("Display help information about the specified command.")
                .synopsisHeading("%nUsage: ")
                .description(
                        "%nWhen no COMMAND is given, the usage help for the main command is"
                                + " displayed.",
                        "If a COMMAND is specified, the help for that command is shown.%n");
    }

    CommandSpec spec() {
        return spec;
    }

    private Iterator<String> commands() {
        return spec.parent().subcommands().keySet().iterator();
    }

    @Override
    public Integer call() {
        CommandLine signet = spec.commandLine().getParent();
        @Nullable String wanted = name.getValue();
        @Nullable CommandLine command =
                wanted == null ? signet : signet.getSubcommands().get(wanted);
        if (command == null) {
            throw new ParameterException(signet, "Unknown subcommand '" + wanted + "'.");
        }
        command.usage(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
        return 0;
    }
}
