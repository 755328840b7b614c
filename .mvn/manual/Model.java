import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what picocli's models of commands say to people. Nothing that is hidden is in it. */
class Model {
    /** The labels of parameters that are paths, but have specifiers, or may be - as well. */
    private static final Set<String> PATH_LABELS = Set.of("FILE", "PATH", "REQUESTS");

    private Model() {}

    /** Returns the lines of texts of a command, with ANSI codes. They are format strings. */
    static List<String> lines(String... texts) {
        return styled(Arrays.stream(texts).map(text -> String.format(text)));
    }

    /** Returns the lines of an option's or parameter's description, with ANSI codes. */
    static List<String> description(ArgSpec argument) {
        // Picocli has formatted these already.
        return styled(Arrays.stream(argument.description()));
    }

    private static List<String> styled(Stream<String> texts) {
        return texts.map(Ansi.ON::string)
                .flatMap(text -> text.isEmpty() ? Stream.of("") : text.lines())
                .toList();
    }

    private static String plain(List<String> lines) {
        return String.join(" ", lines).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    /** Returns in a few words what a command does. */
    static String brief(CommandSpec command) {
        String[] header = command.usageMessage().header();
        String[] text = header.length > 0 ? header : command.usageMessage().description();
        return firstPart(plain(lines(text)), "[.:;]( |$)");
    }

    /** Returns in a few words what an option or parameter is for. */
    static String brief(ArgSpec argument) {
        return firstPart(plain(description(argument)), "\\.( |$)|:(  |$)");
    }

    private static String firstPart(String text, String end) {
        return text.strip().split(end, 2)[0];
    }

    static List<OptionSpec> options(CommandSpec command) {
        List<OptionSpec> options = new ArrayList<>(command.options());
        options.removeIf(OptionSpec::hidden);
        Comparator<OptionSpec> order = help(command).createDefaultOptionSort();
        if (order != null) {
            options.sort(order);
        }
        return options;
    }

    static List<PositionalParamSpec> parameters(CommandSpec command) {
        return command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .toList();
    }

    static List<CommandSpec> commands(CommandSpec parent) {
        Set<CommandSpec> commands = new LinkedHashSet<>();
        for (CommandLine command : parent.subcommands().values()) {
            commands.add(command.getCommandSpec());
        }
        commands.removeIf(command -> command.usageMessage().hidden());
        return List.copyOf(commands);
    }

    /** Returns all names of a command, its own one first. */
    static List<String> names(CommandSpec command) {
        Set<String> names = new LinkedHashSet<>(List.of(command.name()));
        names.addAll(List.of(command.aliases()));
        return List.copyOf(names);
    }

    static boolean takesPath(ArgSpec argument) {
        Class<?> type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        return type == Path.class
                || type == File.class
                || PATH_LABELS.contains(argument.paramLabel());
    }

    /** Returns how a command is called, in one line with ANSI codes. */
    static String synopsis(CommandSpec command) {
        return help(command).synopsis(0).strip();
    }

    /** Returns how a parameter looks, with ANSI codes. */
    static String label(ArgSpec argument, CommandSpec command) {
        CommandLine.Help help = help(command);
        return help.createDefaultParamLabelRenderer()
                .renderParameterLabel(argument, Ansi.ON, help.colorScheme().optionParamStyles())
                .toString();
    }

    private static CommandLine.Help help(CommandSpec command) {
        // No terminal's width, and nothing that depends on one.
        command.usageMessage().autoWidth(false).width(Short.MAX_VALUE);
        return new CommandLine.Help(
                command,
                new CommandLine.Help.ColorScheme.Builder(Ansi.ON)
                        .commands(Ansi.Style.bold)
                        .options(Ansi.Style.bold)
                        .parameters(Ansi.Style.italic)
                        .optionParams(Ansi.Style.italic)
                        .build());
    }
}
