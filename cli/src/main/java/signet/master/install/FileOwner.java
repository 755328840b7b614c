package signet.master.install;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.config.Owner;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Locale;
import java.util.Optional;

/** An owner that exists on this machine, or a number. */
record FileOwner(Optional<UserPrincipal> user, Optional<GroupPrincipal> group) {

    static FileOwner of(CertificateConfig config) throws ConfigException, IOException {
        Optional<Owner> owner = config.owner();
        return new FileOwner(
                owner.flatMap(Owner::user).isEmpty()
                        ? Optional.empty()
                        : Optional.of(user(config, owner.flatMap(Owner::user).get())),
                owner.flatMap(Owner::group).isEmpty()
                        ? Optional.empty()
                        : Optional.of(group(config, owner.flatMap(Owner::group).get())));
    }

    private static UserPrincipal user(CertificateConfig config, String name)
            throws ConfigException, IOException {
        try {
            return principals().lookupPrincipalByName(name);
        } catch (UserPrincipalNotFoundException e) {
            throw config.error(key(config), unknown("user", name)).withCause(e);
        }
    }

    private static GroupPrincipal group(CertificateConfig config, String name)
            throws ConfigException, IOException {
        try {
            return principals().lookupPrincipalByGroupName(name);
        } catch (UserPrincipalNotFoundException e) {
            throw config.error(key(config), unknown("group", name)).withCause(e);
        }
    }

    private static UserPrincipalLookupService principals() {
        return FileSystems.getDefault().getUserPrincipalLookupService();
    }

    private static String unknown(String what, String name) {
        return String.format(
                Locale.ROOT,
                "there is no %s \"%s\" on this machine; create it, or mend the name",
                what,
                name);
    }

    /** Both keys mean the same; the one in the file is the one to name. */
    static String key(CertificateConfig config) {
        return config.source().section().entries().containsKey("owner") ? "owner" : "chown";
    }
}
