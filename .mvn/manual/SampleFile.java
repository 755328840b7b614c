import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commented sample of a configuration file. In it comments stand before what they explain:
 * sections and keys, which may be commented out. A comment with an empty line behind it explains
 * what all follows.
 */
class SampleFile {
    /** A part of the file, in its order. */
    sealed interface Part {
        /** Begins a section. */
        record Section(String name, List<String> text) implements Part {}

        /** Keys with one explanation, as "key = default". */
        record Keys(List<String> lines, List<String> text) implements Part {}

        /** An explanation of more than a key. */
        record Text(List<String> text) implements Part {}
    }

    private static final Pattern SECTION = Pattern.compile("#?\\[(.+)\\]");
    private static final Pattern KEY = Pattern.compile("#?([A-Za-z_-]+ =.*)");
    private static final Pattern COMMENT = Pattern.compile("# ?(.*)");

    private final List<Part> parts = new ArrayList<>();
    private List<String> text = new ArrayList<>();
    private List<String> keys = new ArrayList<>();

    private SampleFile() {}

    static List<Part> read(Path file) throws IOException {
        SampleFile sample = new SampleFile();
        for (String line : Files.readAllLines(file)) {
            sample.add(line);
        }
        sample.end();
        return sample.parts;
    }

    private void add(String line) {
        Matcher section = SECTION.matcher(line);
        Matcher key = KEY.matcher(line);
        Matcher comment = COMMENT.matcher(line);
        if (section.matches()) {
            endKeys();
            parts.add(new Part.Section(section.group(1), text));
            text = new ArrayList<>();
        } else if (key.matches()) {
            keys.add(key.group(1).strip());
        } else if (comment.matches()) {
            endKeys();
            join(comment.group(1));
        } else {
            end();
        }
    }

    /** Makes one line of the lines of a paragraph. */
    private void join(String line) {
        int last = text.size() - 1;
        boolean continues =
                last >= 0 && !text.get(last).isEmpty() && !line.isEmpty() && !line.startsWith(" ");
        if (continues && !text.get(last).startsWith(" ")) {
            text.set(last, text.get(last) + " " + line.strip());
        } else {
            text.add(line.stripTrailing());
        }
    }

    private void endKeys() {
        if (!keys.isEmpty()) {
            parts.add(new Part.Keys(keys, text));
            keys = new ArrayList<>();
            text = new ArrayList<>();
        }
    }

    private void end() {
        endKeys();
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
            text = new ArrayList<>();
        }
    }
}
