import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The manual page of a command: what its help says, in the order of manual pages. */
class CommandPage {
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final CommandSpec command;
    private final int section;
    private final Footer footer;

    CommandPage(CommandSpec command, int section) {
        this.command = command;
        this.section = section;
        footer = new Footer(command);
    }

    Page page() {
        String name = command.qualifiedName("-");
        String brief = Model.brief(command);
        return new Page(
                name, section, brief.substring(0, 1).toLowerCase(Locale.ROOT) + brief.substring(1));
    }

    /** Returns the page. {@code related} are pages to point to. */
    String write(Edition edition, List<Page> related) {
        Roff roff = new Roff(page(), edition);
        roff.heading("SYNOPSIS");
        roff.paragraph(Model.synopsis(command));
        roff.heading("DESCRIPTION");
        roff.blocks(Block.of(Model.lines(command.usageMessage().description())));
        if (command.aliases().length > 0) {
            roff.paragraph("Other names: " + String.join(", ", command.aliases()) + ".");
        }
        commands(roff);
        parameters(roff);
        options(roff);
        exitStatus(roff);
        files(roff);
        other(roff, "Examples");
        footer.left().forEach(heading -> other(roff, heading));
        seeAlso(roff, related);
        return roff.toString();
    }

    private void commands(Roff roff) {
        List<CommandSpec> commands = Model.commands(command);
        if (!commands.isEmpty()) {
            roff.heading("COMMANDS");
        }
        for (CommandSpec each : commands) {
            roff.item(List.of(BOLD + String.join(PLAIN + ", " + BOLD, Model.names(each)) + PLAIN));
            roff.paragraph(
                    Model.brief(each) + ": " + new CommandPage(each, section).page().reference());
        }
    }

    private void parameters(Roff roff) {
        List<PositionalParamSpec> parameters = Model.parameters(command);
        if (!parameters.isEmpty()) {
            roff.heading("ARGUMENTS");
        }
        for (PositionalParamSpec parameter : parameters) {
            roff.item(List.of(Model.label(parameter, command)));
            roff.blocks(Block.of(Model.description(parameter)));
        }
    }

    private void options(Roff roff) {
        List<OptionSpec> options = Model.options(command);
        if (!options.isEmpty()) {
            roff.heading("OPTIONS");
        }
        for (OptionSpec option : options) {
            String names = BOLD + String.join(PLAIN + ", " + BOLD, option.names()) + PLAIN;
            roff.item(List.of(names + Model.label(option, command)));
            roff.blocks(Block.of(Model.description(option)));
        }
    }

    /** A command that says nothing of its own ends as the program does. */
    private void exitStatus(Roff roff) {
        Map<String, String> codes = command.usageMessage().exitCodeList();
        if (codes.isEmpty()) {
            codes = command.root().usageMessage().exitCodeList();
        }
        if (!codes.isEmpty()) {
            roff.heading("EXIT STATUS");
        }
        codes.forEach(
                (code, meaning) -> {
                    roff.item(List.of(BOLD + code + PLAIN));
                    roff.blocks(Block.of(Model.lines(meaning)));
                });
    }

    /** A command that reads the configuration has the files of its program. */
    private void files(Roff roff) {
        List<String> lines = footer.take("Files");
        if (lines.isEmpty() && readsConfiguration()) {
            lines = new Footer(command.root()).take("Files");
        }
        if (!lines.isEmpty()) {
            roff.heading("FILES");
        }
        for (String line : lines) {
            if (line.startsWith(" ")) {
                String[] parts = line.strip().split(" {2,}", 2);
                roff.item(List.of(BOLD + parts[0] + PLAIN));
                roff.paragraph(parts[parts.length - 1]);
            } else if (!line.isBlank()) {
                roff.endItems();
                roff.paragraph(line);
            }
        }
    }

    private void other(Roff roff, String heading) {
        List<String> lines = footer.take(heading);
        if (!lines.isEmpty()) {
            roff.heading(heading.toUpperCase(Locale.ROOT));
            roff.blocks(Block.of(lines));
        }
    }

    private void seeAlso(Roff roff, List<Page> related) {
        roff.heading("SEE ALSO");
        roff.paragraph(String.join(", ", related.stream().map(Page::reference).toList()));
    }

    boolean isProgram() {
        return command.parent() == null;
    }

    boolean readsConfiguration() {
        return command.findOption("--config") != null;
    }

    /** Says whether two commands are next to each other in the tree. */
    boolean isNear(CommandPage other) {
        CommandSpec parent = command.parent();
        return other.command != command
                && (other.command == parent
                        || other.command.parent() == command
                        || other.command == command.root()
                        || (parent != null && other.command.parent() == parent)
                        || (parent == null && other.command.parent() == null));
    }
}
