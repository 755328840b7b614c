package signet.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One section of a file with its entries in order.
 *
 * @param name the name, empty for the default section
 * @param line the line of its first header, from 1; 0 for the default section
 * @param entries the entries by key; of repeated ones the last
 */
public record IniSection(String name, int line, Map<String, IniEntry> entries) {

    /** Copies the entries. */
    public IniSection {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
}
