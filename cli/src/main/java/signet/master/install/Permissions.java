package signet.master.install;

import signet.files.OpenFile;

import java.io.IOException;
import java.util.OptionalInt;

/**
 * Owner and mode of an installed file.
 *
 * @param user the owner's number; empty to leave it
 * @param group the group's number; empty to leave it
 * @param mode the permission bits
 */
record Permissions(OptionalInt user, OptionalInt group, int mode) {

    private static final int KEEP = -1;

    void giveTo(OpenFile file) throws IOException {
        if (user.isPresent() || group.isPresent()) {
            file.owner(user.orElse(KEEP), group.orElse(KEEP));
        }
        // Afterwards, as a change of the owner takes bits away.
        file.mode(mode);
    }
}
