package signet.master.install;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.config.Owner;
import signet.master.process.UserDatabase;

import java.io.IOException;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * An owner that exists on this machine, or a number.
 *
 * @param user the user's number; empty to leave it
 * @param group the group's number; empty to leave it
 */
record FileOwner(OptionalInt user, OptionalInt group) {

    static FileOwner of(CertificateConfig config) throws ConfigException, IOException {
        UserDatabase users = new UserDatabase();
        OptionalInt user = OptionalInt.empty();
        OptionalInt group = OptionalInt.empty();
        if (config.owner().flatMap(Owner::user).isPresent()) {
            String name = config.owner().flatMap(Owner::user).get();
            user = known(config, "user", name, users.userId(name));
        }
        if (config.owner().flatMap(Owner::group).isPresent()) {
            String name = config.owner().flatMap(Owner::group).get();
            group = known(config, "group", name, users.group(name));
        }
        return new FileOwner(user, group);
    }

    private static OptionalInt known(
            CertificateConfig config, String what, String name, OptionalInt found)
            throws ConfigException {
        if (found.isEmpty()) {
            throw config.error(
                    key(config),
                    String.format(
                            Locale.ROOT,
                            "there is no %s \"%s\" on this machine; create it, or mend the name",
                            what,
                            name));
        }
        return found;
    }

    /** Both keys mean the same; the one in the file is the one to name. */
    static String key(CertificateConfig config) {
        return config.source().section().entries().containsKey("owner") ? "owner" : "chown";
    }
}
