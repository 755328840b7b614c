package signet.master.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/** Permission bits: those configured, or 0644 without what the umask takes away. */
final class FileMode {

    private static final int DEFAULT = 0644;

    /** From the lowest bit upwards. */
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private FileMode() {}

    static Set<PosixFilePermission> of(OptionalInt configured) throws IOException {
        int mode = configured.isPresent() ? configured.getAsInt() : DEFAULT & ~umask();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode >> bit & 1) == 1) {
                permissions.add(BITS[bit]);
            }
        }
        return permissions;
    }

    private static int umask() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Umask:"))
                .map(line -> Integer.parseInt(line.substring("Umask:".length()).strip(), 8))
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/self/status has no Umask"));
    }
}
