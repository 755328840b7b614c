package signet.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command of the distribution prints with {@code --help}.
 *
 * @param words the command
 */
record HelpText(List<String> words, String text) {

    private static final Pattern COMMAND = Pattern.compile("^ {2}(\\S+?)(, \\S+)*( {2}.*)?$");
    private static final Pattern ARGUMENT = Pattern.compile("^ {2,6}(\\[?-{0,2}[A-Za-z]).*");

    static HelpText of(Path folder, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(words);
        command.set(0, Distribution.launcher("bin/" + words.get(0)).toString());
        command.add("--help");
        Distribution.Result result = Distribution.run(folder, Map.of(), command);
        assertThat(result.status()).as(result.output()).isZero();
        return new HelpText(words, result.output());
    }

    /** Returns the help of this command and of all below it. */
    List<HelpText> all(Path folder) throws IOException {
        List<HelpText> all = new ArrayList<>(List.of(this));
        for (String name : commands()) {
            List<String> longer = new ArrayList<>(words);
            longer.add(name);
            all.addAll(of(folder, longer).all(folder));
        }
        return all;
    }

    List<String> commands() {
        return section("Commands:")
                .lines()
                .map(COMMAND::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    /** Returns options and parameters, each with its description. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (String line : beforeSections().lines().toList()) {
            if (ARGUMENT.matcher(line).matches()) {
                arguments.add(line);
            } else if (!arguments.isEmpty() && line.startsWith(" ")) {
                arguments.add(arguments.removeLast() + " " + line);
            }
        }
        return arguments;
    }

    private String beforeSections() {
        // The synopsis may have lines that look like options.
        String rest = text.substring(text.indexOf('\n'));
        Matcher section = Pattern.compile("^[A-Z][A-Za-z ]+:$", Pattern.MULTILINE).matcher(rest);
        return section.find() ? rest.substring(0, section.start()) : rest;
    }

    /** Returns what is below a heading; nothing where there is no such heading. */
    String section(String heading) {
        int start = ("\n" + text).indexOf("\n" + heading + "\n");
        if (start < 0) {
            return "";
        }
        String rest = text.substring(start + heading.length() + 1);
        Matcher end = Pattern.compile("^\\S.*:$", Pattern.MULTILINE).matcher(rest);
        return end.find() ? rest.substring(0, end.start()) : rest;
    }

    String page(int section) {
        return String.join("-", words) + "." + section;
    }
}
