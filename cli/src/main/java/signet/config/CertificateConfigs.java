package signet.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All certificate sections. One with a mistake is set apart, so that it does not keep the others
 * from being renewed.
 *
 * @param sections the sections without a mistake, by name
 * @param broken what is wrong with each of the others, by name
 * @param warnings lines for the administrator about what is probably not meant
 */
public record CertificateConfigs(
        SortedMap<String, CertificateConfig> sections,
        SortedMap<String, ConfigException> broken,
        List<String> warnings) {

    /** Copies all three. */
    public CertificateConfigs {
        sections = Collections.unmodifiableSortedMap(new TreeMap<>(sections));
        broken = Collections.unmodifiableSortedMap(new TreeMap<>(broken));
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the files, in order. A directory stands for its files {@code *.conf}, in byte order. A
     * section of a later file replaces one of the same name wholly. Keys of default sections add up
     * from file to file, and fill what sections of this and of later files do not set.
     *
     * @param items files and directories, full paths, as of {@link MasterConfig#certificateConfigs}
     * @throws ConfigException where a file is missing, unreadable, or breaks the syntax
     * @throws IOException where reading fails in any other way
     */
    public static CertificateConfigs load(List<Path> items, Specifiers specifiers)
            throws ConfigException, IOException {
        CertificateFiles files = new CertificateFiles(TrustedFiles.of(specifiers));
        for (Path item : items) {
            files.add(item);
        }
        TreeMap<String, CertificateConfig> sections = new TreeMap<>();
        TreeMap<String, ConfigException> broken = new TreeMap<>();
        for (Map.Entry<String, SectionSource> entry : files.sections().entrySet()) {
            try {
                sections.put(
                        entry.getKey(),
                        new CertificateSection(entry.getValue(), specifiers).read());
            } catch (ConfigException e) {
                broken.put(entry.getKey(), e);
            }
        }
        Map<String, ConfigException> conflicts = new FileUses(sections.values()).conflicts();
        sections.keySet().removeAll(conflicts.keySet());
        broken.putAll(conflicts);
        return new CertificateConfigs(sections, broken, files.warnings());
    }

    /** Returns a section without a mistake. */
    public Optional<CertificateConfig> find(String name) {
        return Optional.ofNullable(sections.get(name));
    }
}
