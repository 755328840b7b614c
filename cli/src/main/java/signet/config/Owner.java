package signet.config;

import java.util.Optional;

/**
 * Whom installed files belong to, {@code USER[:GROUP]} or {@code :GROUP}; each a name or a number.
 *
 * @param user the user; empty to leave it
 * @param group the group; empty to leave it
 */
public record Owner(Optional<String> user, Optional<String> group) {

    static Owner parse(IniEntry entry) throws ConfigException {
        String[] parts = entry.value().split(":", -1);
        if (parts.length > 2 || !entry.value().matches("[^\\s/:]*(:[^\\s/:]+)?")) {
            throw entry.error(
                    "\"" + entry.value() + "\" is no owner; write user, user:group or :group");
        }
        return new Owner(
                Optional.of(parts[0]).filter(user -> !user.isEmpty()),
                parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
    }
}
