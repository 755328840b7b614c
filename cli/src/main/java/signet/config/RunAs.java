package signet.config;

import java.util.Optional;

/**
 * Whom a child process runs as.
 *
 * @param user the user, by name or number; empty to keep the user, which somebody wrote on purpose
 * @param group the group, by name or number; empty for the user's primary group, or to keep the
 *     group where the user is kept too. So a child that drops its user never keeps root's group
 */
public record RunAs(Optional<String> user, Optional<String> group) {

    /** Reads the keys {@code user} and {@code group}: an empty value is not an unset one. */
    static RunAs of(SectionReader section, String defaultUser) {
        Optional<IniEntry> user = section.entry("user");
        return new RunAs(
                user.map(IniEntry::value)
                        .or(() -> Optional.of(defaultUser))
                        .filter(name -> !name.isEmpty()),
                section.text("group"));
    }
}
