package signet.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which sections use which file. Two that write to one would take turns in replacing each other's
 * certificate, and one that writes to another's key would destroy it. A key that several sections
 * only read is fine.
 */
final class FileUses {

    private final Map<Path, List<Use>> uses = new LinkedHashMap<>();

    private record Use(CertificateConfig section, String key, boolean written) {
        boolean harms(Use other) {
            return !section.name().equals(other.section.name()) && (written || other.written);
        }

        String where() {
            return section.source().where(key);
        }
    }

    FileUses(Collection<CertificateConfig> sections) {
        for (CertificateConfig section : sections) {
            add(section.certificate(), new Use(section, "certificate", true));
            add(section.certificateChain(), new Use(section, "certificate-chain", true));
            add(Optional.of(section.certificateKey()), new Use(section, "certificate-key", false));
        }
    }

    private void add(Optional<Path> file, Use use) {
        file.ifPresent(path -> uses.computeIfAbsent(place(path), _ -> new ArrayList<>()).add(use));
    }

    /** One directory may have several names. */
    private static Path place(Path file) {
        Path directory = file.getParent();
        try {
            return directory == null
                    ? file
                    : directory.toRealPath().resolve(directory.relativize(file));
        } catch (IOException _) {
            // What is wrong with the directory is told before the order.
            return file;
        }
    }

    /** Returns what is wrong with each section that gets into another's way, by name. */
    Map<String, ConfigException> conflicts() {
        Map<String, ConfigException> conflicts = new LinkedHashMap<>();
        uses.forEach(
                (file, together) -> {
                    // One key can be that of a thousand sections: not each is held against each.
                    if (together.stream().noneMatch(Use::written)) {
                        return;
                    }
                    for (Use use : together) {
                        together.stream()
                                .filter(use::harms)
                                .findFirst()
                                .ifPresent(
                                        other ->
                                                conflicts.putIfAbsent(
                                                        use.section().name(),
                                                        conflict(file, use, other)));
                    }
                });
        return conflicts;
    }

    private static ConfigException conflict(Path file, Use use, Use other) {
        return use.section()
                .error(
                        use.key(),
                        file
                                + " is used by another section too ("
                                + other.where()
                                + "); give each section files of its own");
    }
}
