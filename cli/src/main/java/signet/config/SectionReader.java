package signet.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads typed values out of one section; each error names file, line, section and key. */
final class SectionReader {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern PATH_SEPARATOR = Pattern.compile("(\\s*,\\s*|\\s+)(?=[/%])");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final IniSection section;
    private final Specifiers specifiers;

    SectionReader(IniSection section, Specifiers specifiers) {
        this.section = section;
        this.specifiers = specifiers;
    }

    /** Refuses keys other than these. */
    void allow(Collection<String> keys) throws ConfigException {
        for (IniEntry entry : section.entries().values()) {
            if (!keys.contains(entry.key())) {
                throw entry.error("unknown key; " + Spelling.mend(entry.key(), keys));
            }
        }
    }

    /** Returns the entry, also an empty one. */
    Optional<IniEntry> entry(String key) {
        return Optional.ofNullable(section.entries().get(key));
    }

    /** Returns the entry unless it is missing or empty, which is the same for most keys. */
    Optional<IniEntry> filled(String key) {
        return entry(key).filter(entry -> !entry.value().isEmpty());
    }

    Optional<String> text(String key) {
        return filled(key).map(IniEntry::value);
    }

    /** Returns the words of a command line; nothing is unquoted, as in lacme. */
    List<String> words(String key) {
        return text(key).map(text -> List.of(BLANKS.split(text))).orElse(List.of());
    }

    Optional<String> expanded(String key) throws ConfigException {
        Optional<IniEntry> entry = filled(key);
        return entry.isEmpty() ? Optional.empty() : Optional.of(expand(entry.get(), specifiers));
    }

    /** Returns a path with its specifiers expanded; a relative one is an error. */
    Optional<Path> absolutePath(String key) throws ConfigException {
        Optional<IniEntry> entry = filled(key);
        return entry.isEmpty()
                ? Optional.empty()
                : Optional.of(absolute(entry.get(), expand(entry.get(), specifiers)));
    }

    /**
     * Returns paths that are separated by blanks or commas. A blank that no full path follows is
     * one in a path, which was always possible.
     */
    List<Path> absolutePaths(String key) throws ConfigException {
        Optional<IniEntry> entry = filled(key);
        List<Path> paths = new ArrayList<>();
        if (entry.isPresent()) {
            for (String text : PATH_SEPARATOR.split(entry.get().value(), -1)) {
                paths.add(absolute(entry.get(), expand(entry.get(), text, specifiers)));
            }
        }
        return paths;
    }

    boolean yesNo(String key, boolean unset) throws ConfigException {
        Optional<IniEntry> entry = filled(key);
        return entry.isEmpty() ? unset : yesNo(entry.get());
    }

    int number(String key, int unset, int least, int most) throws ConfigException {
        return number(key, least, most).orElse(unset);
    }

    OptionalInt number(String key, int least, int most) throws ConfigException {
        Optional<IniEntry> entry = filled(key);
        if (entry.isEmpty()) {
            return OptionalInt.empty();
        }
        String value = entry.get().value();
        if (NUMBER.matcher(value).matches()) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        }
        throw entry.get()
                .error(
                        String.format(
                                Locale.ROOT,
                                "\"%s\" is not a whole number from %d to %d",
                                value,
                                least,
                                most));
    }

    Duration seconds(String key, int unset, int least, int most) throws ConfigException {
        return Duration.ofSeconds(number(key, unset, least, most));
    }

    static String expand(IniEntry entry, Specifiers specifiers) throws ConfigException {
        return expand(entry, entry.value(), specifiers);
    }

    private static String expand(IniEntry entry, String text, Specifiers specifiers)
            throws ConfigException {
        try {
            return specifiers.expand(text);
        } catch (ConfigException e) {
            throw entry.error(e.getMessage());
        }
    }

    static Path path(IniEntry entry, String text) throws ConfigException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw entry.error("\"" + text + "\" is not a path: " + e.getReason());
        }
    }

    private static Path absolute(IniEntry entry, String text) throws ConfigException {
        Path path = path(entry, text);
        if (!path.isAbsolute()) {
            throw entry.error("\"" + text + "\" is not a full path; start it with /");
        }
        return path.normalize();
    }

    private static boolean yesNo(IniEntry entry) throws ConfigException {
        return switch (entry.value().toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on", "1" -> true;
            case "no", "false", "off", "0" -> false;
            default -> throw entry.error("\"" + entry.value() + "\" is neither Yes nor No");
        };
    }
}
