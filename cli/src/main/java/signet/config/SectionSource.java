package signet.config;

import java.nio.file.Path;

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

    /** Makes an error about a key; it names the key's line, or the section's where it is unset. */
    public ConfigException error(String key, String whatAndMend) {
        IniEntry entry = section.entries().get(key);
        String where =
                entry == null ? file + ":" + section.line() : entry.file() + ":" + entry.line();
        String inherited =
                entry != null && entry.section().isEmpty() ? " (in the default section)" : "";
        return new ConfigException(
                where + ": [" + name() + "] " + key + inherited + ": " + whatAndMend);
    }
}
