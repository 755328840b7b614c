package signet.config;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a certificate section stands.
 *
 * @param file the file
 * @param section the section with its entries, those inherited from default sections included
 */
public record SectionSource(Path file, IniSection section) {

    /** Returns the section's name. */
    public String name() {
        return section.name();
    }

    /** Makes an error about a key; it names the line that sets it, or the section's. */
    public ConfigException error(String key, String whatAndMend) {
        return new ConfigException(where(key) + ": " + whatAndMend);
    }

    /** Returns where a key is set: {@code FILE:LINE: [SECTION] KEY}; unset, it is the section. */
    String where(String key) {
        IniEntry entry = section.entries().get(key);
        return entry != null
                ? entry.where()
                : String.format(Locale.ROOT, "%s:%d: [%s] %s", file, section.line(), name(), key);
    }
}
