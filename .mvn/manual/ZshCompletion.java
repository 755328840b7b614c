import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes functions for zsh's completion system, one for each command. See zshcompsys(1). */
class ZshCompletion {
    /** Where options are possible too, a blank as action would keep them from being completed. */
    private static final String SAY_WHAT = "{ [[ -prefix - ]] || _message %s }";

    private final StringBuilder out = new StringBuilder();

    private ZshCompletion() {}

    /** Returns the file for a program. */
    static String of(CommandSpec program) {
        ZshCompletion zsh = new ZshCompletion();
        zsh.out.append("#compdef ").append(program.name()).append("\n");
        zsh.out.append("# Made by the build. Change the command line instead.\n");
        zsh.functions(program);
        zsh.out.append("\n").append(function(program)).append(" \"$@\"\n");
        return zsh.out.toString();
    }

    private void functions(CommandSpec command) {
        List<CommandSpec> commands = Model.commands(command);
        out.append("\n").append(function(command)).append("() {\n");
        List<String> specs = specs(command);
        if (commands.isEmpty()) {
            arguments("_arguments -s -S", specs);
        } else {
            specs.add("':command:->command'");
            specs.add("'*:: :->arguments'");
            out.append("    local curcontext=\"$curcontext\" state line\n");
            out.append("    typeset -A opt_args\n");
            arguments("_arguments -C -s -S", specs);
            choose(commands);
        }
        out.append("}\n");
        commands.forEach(this::functions);
    }

    private void arguments(String call, List<String> specs) {
        out.append("    ").append(call);
        specs.forEach(spec -> out.append(" \\\n        ").append(spec));
        out.append("\n");
    }

    private void choose(List<CommandSpec> commands) {
        out.append("    case $state in\n    command)\n        local -a commands=(\n");
        for (CommandSpec command : commands) {
            for (String name : Model.names(command)) {
                String item = name.replace(":", "\\:") + ":" + Model.brief(command);
                out.append("            ").append(quote(item)).append("\n");
            }
        }
        out.append("        )\n        _describe -t commands command commands\n        ;;\n");
        out.append("    arguments)\n        case $words[1] in\n");
        for (CommandSpec command : commands) {
            List<String> names = Model.names(command).stream().map(ZshCompletion::quote).toList();
            out.append("        %s) %s ;;\n".formatted(String.join("|", names), function(command)));
        }
        out.append("        esac\n        ;;\n    esac\n");
    }

    private static List<String> specs(CommandSpec command) {
        List<String> specs = new ArrayList<>();
        for (OptionSpec option : Model.options(command)) {
            for (String name : option.names()) {
                specs.add(quote(option(option, name)));
            }
        }
        for (PositionalParamSpec parameter : Model.parameters(command)) {
            specs.add(quote(parameter(parameter)));
        }
        return specs;
    }

    private static String option(OptionSpec option, String name) {
        boolean takesValue = option.arity().max() > 0;
        String others = "(" + String.join(" ", excluded(option)) + ")";
        return (option.isMultiValue() ? "*" : others)
                + name.replace(":", "\\:")
                + (takesValue && name.startsWith("--") ? "=" : "")
                + "["
                + escape(Model.brief(option)).replace("[", "\\[").replace("]", "\\]")
                + "]"
                + (takesValue ? ":" + value(option, " ") : "");
    }

    /** After these there is nothing else to say; others exclude their own names and their group. */
    private static Set<String> excluded(OptionSpec option) {
        if (option.usageHelp() || option.versionHelp()) {
            return Set.of("- *");
        }
        Set<String> names = new TreeSet<>(List.of(option.names()));
        ArgGroupSpec group = option.group();
        if (group != null && group.exclusive()) {
            for (OptionSpec other : group.options()) {
                names.addAll(List.of(other.names()));
            }
        }
        return names;
    }

    private static String parameter(PositionalParamSpec parameter) {
        String optional = parameter.arity().min() == 0 ? ":" : "";
        String value = value(parameter, SAY_WHAT.formatted(word(parameter.paramLabel())));
        return parameter.isMultiValue() ? "*:" + value : ":" + optional + value;
    }

    /**
     * Returns the name of a value, and how to complete it.
     *
     * @param otherwise what to do where it can't be completed; a blank tells the name
     */
    private static String value(ArgSpec argument, String otherwise) {
        String action = otherwise;
        if (argument.completionCandidates() != null) {
            action = "(" + String.join(" ", argument.completionCandidates()) + ")";
        } else if (Model.takesPath(argument)) {
            action = "_files";
        }
        return escape(argument.paramLabel()) + ":" + action;
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace(":", "\\:");
    }

    private static String word(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "-");
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String function(CommandSpec command) {
        return "_" + command.qualifiedName("_").replaceAll("[^A-Za-z0-9]", "_");
    }
}
