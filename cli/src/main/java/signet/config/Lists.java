package signet.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Values that are lists. */
final class Lists {

    private static final Pattern BLANKS_OR_COMMA = Pattern.compile("\\s*,\\s*|\\s+");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private Lists() {}

    /** Returns the words of a value that are separated by commas, blanks, or both. */
    static List<String> words(IniEntry entry) {
        return split(entry, BLANKS_OR_COMMA);
    }

    /** Returns the parts of a value that are separated by commas. */
    static List<String> parts(IniEntry entry) {
        return split(entry, COMMA);
    }

    private static List<String> split(IniEntry entry, Pattern separator) {
        return List.of(separator.split(entry.value().strip())).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * Reads each element.
     *
     * @param parse throws IllegalArgumentException, with a message for who wrote the element
     * @throws ConfigException with that message, and where it stands
     */
    static <T> List<T> parse(IniEntry entry, List<String> elements, Function<String, T> parse)
            throws ConfigException {
        List<T> result = new ArrayList<>();
        for (String element : elements) {
            try {
                result.add(parse.apply(element));
            } catch (IllegalArgumentException e) {
                throw entry.error(String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(result);
    }
}
