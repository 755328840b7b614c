import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes the manual pages and completions of a distribution: of programs from the models of their
 * command lines, of configuration files from the samples in etc. The same input gives the same
 * bytes.
 */
class WriteManual {
    private final Path home;
    private final Edition edition;
    private final List<CommandPage> commands = new ArrayList<>();

    private WriteManual(Path home, Edition edition) {
        this.home = home;
        this.edition = edition;
    }

    /** Takes the distribution, its version and time, and SECTION:CLASS for each program's model. */
    public static void main(String[] args) throws Exception {
        WriteManual manual = new WriteManual(Path.of(args[0]), Edition.of(args[1], args[2]));
        for (String program : Arrays.asList(args).subList(3, args.length)) {
            String[] parts = program.split(":", 2);
            manual.add(model(parts[1]), Integer.parseInt(parts[0]));
        }
        manual.writeCommands();
        manual.writeConfigurations();
    }

    private static CommandSpec model(String name) throws ReflectiveOperationException {
        Object model = Class.forName(name).getConstructor().newInstance();
        return (CommandSpec) ((Supplier<?>) model).get();
    }

    private void add(CommandSpec program, int section) throws IOException {
        CommandLine commandLine = new CommandLine(program);
        String name = program.name();
        write("bash-completion/completions/" + name, bashCompletion(commandLine));
        write("zsh/vendor-completions/_" + name, ZshCompletion.of(program));
        addPages(program, section);
    }

    /** Without its first line, which would start a shell: this is a file for a shell to read. */
    private static String bashCompletion(CommandLine commandLine) {
        String script = AutoComplete.bash(commandLine.getCommandName(), commandLine);
        return script.startsWith("#!") ? script.substring(script.indexOf('\n') + 1) : script;
    }

    private void addPages(CommandSpec command, int section) {
        commands.add(new CommandPage(command, section));
        Model.commands(command).forEach(child -> addPages(child, section));
    }

    private void writeCommands() throws IOException {
        for (CommandPage command : commands) {
            List<Page> related = new ArrayList<>();
            commands.stream().filter(command::isNear).forEach(other -> related.add(other.page()));
            if (command.readsConfiguration()) {
                related.addAll(configurations());
            }
            write("man/" + command.page().file(), command.write(edition, sorted(related)));
        }
    }

    private void writeConfigurations() throws IOException {
        for (ConfigPage configuration : ConfigPage.values()) {
            List<Page> related = new ArrayList<>(configurations());
            related.remove(configuration.page());
            commands.stream()
                    .filter(CommandPage::isProgram)
                    .forEach(program -> related.add(program.page()));
            write(
                    "man/" + configuration.page().file(),
                    configuration.write(home.resolve("etc"), edition, sorted(related)));
        }
    }

    private static List<Page> configurations() {
        return Arrays.stream(ConfigPage.values()).map(ConfigPage::page).toList();
    }

    /** As manual pages do it: by section, then by name. */
    private static List<Page> sorted(List<Page> pages) {
        return pages.stream()
                .sorted(Comparator.comparing(Page::section).thenComparing(Page::name))
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve("share").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
