package signet.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One {@code key = value} line.
 *
 * @param file the file that it stands in
 * @param line its line number there, from 1
 * @param section the name of the section that it holds for, empty for the default section
 * @param key the key
 * @param value the value, trimmed, perhaps empty
 * @param comment the text of an inline comment that was cut off, as lacme does
 */
public record IniEntry(
        Path file, int line, String section, String key, String value, Optional<String> comment) {

    /** Makes the error that names this line's file, section and key. */
    public ConfigException error(String whatAndMend) {
        return new ConfigException(where() + ": " + whatAndMend);
    }

    /** Returns the entry as one that a section inherits from the default section. */
    IniEntry inheritedBy(String inheritor) {
        return new IniEntry(file, line, inheritor, key, value, comment);
    }

    /** Returns where this entry stands: {@code FILE:LINE: [SECTION] KEY}. */
    public String where() {
        return file + ":" + line + ": " + (section.isEmpty() ? "" : "[" + section + "] ") + key;
    }
}
