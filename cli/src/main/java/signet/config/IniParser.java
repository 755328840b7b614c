package signet.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the text of one file apart, with the rules of the Perl module that lacme reads with. */
final class IniParser {

    private static final Pattern LINE_END = Pattern.compile("\r{1,2}\n|\r|\n");
    private static final Pattern IGNORED = Pattern.compile("\\s*([#;].*)?");
    private static final Pattern INLINE_COMMENT = Pattern.compile("\\s;\\s(.+)$");
    private static final Pattern HEADER = Pattern.compile("\\s*\\[\\s*(.+?)\\s*\\]\\s*");
    private static final Pattern ENTRY = Pattern.compile("\\s*([^=\\s][^=]*?)\\s*=\\s*(.*?)\\s*");
    private static final Pattern NOT_UTF_8 = Pattern.compile("\uFFFD");

    /** The name that the default section has in lacme's own parser. */
    private static final String DEFAULT_ALIAS = "_";

    private final Path file;
    private final Map<String, IniSection> sections = new LinkedHashMap<>();
    private final Map<String, Map<String, IniEntry>> entries = new LinkedHashMap<>();
    private final List<IniEntry> repeated = new ArrayList<>();
    private String section = "";

    IniParser(Path file) {
        this.file = file;
    }

    IniFile parse(String text) throws ConfigException {
        open("", 0);
        String[] lines = LINE_END.split(text.startsWith("\uFEFF") ? text.substring(1) : text, -1);
        for (int i = 0; i < lines.length; i++) {
            if (!IGNORED.matcher(lines[i]).matches()) {
                line(i + 1, lines[i]);
            }
        }
        sections.replaceAll(
                (name, empty) ->
                        new IniSection(name, empty.line(), entries.getOrDefault(name, Map.of())));
        return new IniFile(file, sections, repeated);
    }

    private void line(int number, String line) throws ConfigException {
        Matcher cut = INLINE_COMMENT.matcher(line);
        Optional<String> comment = cut.find() ? Optional.of(cut.group(1)) : Optional.empty();
        String text = comment.isPresent() ? line.substring(0, cut.start()) : line;
        check(number, text);
        Matcher header = HEADER.matcher(text);
        Matcher entry = ENTRY.matcher(text);
        if (header.matches()) {
            open(header.group(1).equals(DEFAULT_ALIAS) ? "" : header.group(1), number);
        } else if (entry.matches()) {
            String key = entry.group(1);
            IniEntry before =
                    entries.computeIfAbsent(section, _ -> new LinkedHashMap<>())
                            .put(
                                    key,
                                    new IniEntry(
                                            file, number, section, key, entry.group(2), comment));
            if (before != null) {
                repeated.add(before);
            }
        } else if (!IGNORED.matcher(text).matches()) {
            throw error(
                    number,
                    "syntax error: \""
                            + abbreviated(text.strip())
                            + "\" is neither \"key = value\" nor \"[section]\" nor a comment");
        }
    }

    private void open(String name, int number) {
        section = name;
        sections.putIfAbsent(name, new IniSection(name, number, Map.of()));
    }

    /** Comments may hold anything; what is used may not. */
    private void check(int number, String text) throws ConfigException {
        if (NOT_UTF_8.matcher(text).find()) {
            throw error(number, "not valid UTF-8; save the file as UTF-8");
        }
        if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw error(number, "a control character in the line; remove it");
        }
    }

    private ConfigException error(int number, String what) {
        return new ConfigException(file + ":" + number + ": " + what);
    }

    private static String abbreviated(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
