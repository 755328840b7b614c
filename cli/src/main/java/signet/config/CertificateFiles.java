package signet.config;

import signet.files.Folder;
import signet.files.Trust;
import signet.files.UntrustedFileException;
import signet.text.Printable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the certificate sections of several files, with what they inherit. */
final class CertificateFiles {

    private final Map<String, IniEntry> defaults = new LinkedHashMap<>();
    private final Map<String, SectionSource> sections = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final Trust trust;

    CertificateFiles(Trust trust) {
        this.trust = trust;
    }

    Map<String, SectionSource> sections() {
        return sections;
    }

    List<String> warnings() {
        return warnings;
    }

    void add(Path item) throws ConfigException, IOException {
        if (!Files.isDirectory(item)) {
            addFile(item);
            return;
        }
        for (Path file : list(item)) {
            if (!file.getFileName().toString().endsWith(".conf")) {
                warnings.add(Printable.of(file + ": skipped, as its name does not end in .conf"));
            } else if (!Files.isDirectory(file)) {
                addFile(file);
            }
        }
    }

    private void addFile(Path path) throws ConfigException, IOException {
        IniFile file = IniFile.read(path, trust);
        for (IniEntry entry : file.section("").entries().values()) {
            warnAboutDefault(entry);
            defaults.put(entry.key(), entry);
        }
        for (IniSection section : file.sections().values()) {
            section.entries().values().forEach(this::warnAboutComment);
            if (!section.name().isEmpty()) {
                sections.put(section.name(), new SectionSource(path, inherited(section)));
            }
        }
    }

    private IniSection inherited(IniSection section) {
        Map<String, IniEntry> entries = new LinkedHashMap<>(section.entries());
        defaults.forEach(
                (key, entry) -> {
                    // Where a section sets one of two names of a key, that is the one it means.
                    if (CertificateSection.KEYS.contains(key)
                            && !entries.containsKey(key)
                            && !section.entries().containsKey(alias(key))) {
                        entries.put(key, entry.inheritedBy(section.name()));
                    }
                });
        return new IniSection(section.name(), section.line(), entries);
    }

    private static String alias(String key) {
        return switch (key) {
            case "owner" -> "chown";
            case "chown" -> "owner";
            case "mode" -> "chmod";
            case "chmod" -> "mode";
            default -> key;
        };
    }

    private void warnAboutDefault(IniEntry entry) {
        if (!CertificateSection.KEYS.contains(entry.key())) {
            warnings.add(
                    entry.error(
                                    "unknown key, ignored; "
                                            + Spelling.mend(entry.key(), CertificateSection.KEYS))
                            .getMessage());
        }
    }

    /** Half a shell command is worse than none, so this is never cut without a word. */
    private void warnAboutComment(IniEntry entry) {
        if (entry.key().equals("notify") && entry.comment().isPresent()) {
            warnings.add(
                    entry.error(
                                    "\"; "
                                            + entry.comment().get()
                                            + "\" is a comment and not run; write \"a; b\" for two"
                                            + " commands, or put the comment on a line of its own")
                            .getMessage());
        }
    }

    private List<Path> list(Path directory) throws ConfigException, IOException {
        try (Folder folder = Folder.open(directory, trust)) {
            // Paths compare by their bytes.
            return folder.names().stream().sorted().map(directory::resolve).toList();
        } catch (UntrustedFileException e) {
            throw new ConfigException(e.getMessage(), e);
        } catch (AccessDeniedException e) {
            throw new ConfigException(
                    directory + ": permission denied; run as a user who may read it", e);
        }
    }
}
