import picocli.CommandLine.Model.CommandSpec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The end of a command's help, by its headings: lines as "Examples:". */
class Footer {
    private static final Pattern HEADING = Pattern.compile("[A-Z][a-z]+:");
    private static final String WITHOUT_HEADING = "Notes";

    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    Footer(CommandSpec command) {
        List<String> lines = new ArrayList<>();
        lines.addAll(Model.lines(command.usageMessage().footerHeading()));
        lines.addAll(Model.lines(command.usageMessage().footer()));
        String section = WITHOUT_HEADING;
        for (String line : lines) {
            if (HEADING.matcher(line).matches()) {
                section =
                        line.substring(0, line.length() - 1).replaceFirst("^Example$", "Examples");
            } else {
                sections.computeIfAbsent(section, key -> new ArrayList<>()).add(line);
            }
        }
    }

    /** Takes a section out and returns its lines, none where there is no such section. */
    List<String> take(String section) {
        List<String> lines = sections.remove(section);
        return lines == null || lines.stream().allMatch(String::isBlank) ? List.of() : lines;
    }

    /** Returns the sections that were not taken out. */
    List<String> left() {
        return List.copyOf(sections.keySet());
    }
}
