package signet.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the loaders of the single files have in common. */
final class ConfigFiles {

    private ConfigFiles() {}

    /** Returns the file given on the command line, or the one at the default place. */
    static Path locate(Optional<Path> explicitFile, String defaultName, Specifiers specifiers)
            throws ConfigException {
        String text = explicitFile.map(Path::toString).orElse("%E/signet/" + defaultName);
        return specifiers.expandPath(text).toAbsolutePath().normalize();
    }

    /** A dangling link is not missing: somebody meant a file to be there. */
    static boolean isMissing(Path file) {
        return Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Refuses sections other than these and the default section. */
    static void allowSections(IniFile file, Collection<String> known) throws ConfigException {
        for (IniSection section : file.sections().values()) {
            if (!section.name().isEmpty() && !known.contains(section.name())) {
                String mend =
                        known.isEmpty()
                                ? "this file has no sections, remove the line"
                                : Spelling.mend(section.name(), known);
                throw new ConfigException(
                        String.format(
                                Locale.ROOT,
                                "%s:%d: [%s]: unknown section; %s",
                                file.file(),
                                section.line(),
                                section.name(),
                                mend));
            }
        }
    }

    /** Says whether a text is a plain URL with a host and one of these schemes. */
    static boolean isUrl(String text, String... schemes) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null
                    && List.of(schemes).contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
