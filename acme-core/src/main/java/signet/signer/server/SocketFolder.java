package signet.signer.server;

import signet.text.Printable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The folder that a socket is to be in: checks it, and makes a private place inside of it. */
final class SocketFolder {

    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
            PosixFilePermissions.fromString("----w--w-");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final int ATTEMPTS = 100;
    private static final int NAMES = 36 * 36 * 36 * 36;

    private SocketFolder() {}

    /** Makes sure that nobody but root and we ourselves can put a socket of theirs in our place. */
    static void check(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new SocketFileException(
                    "there is no folder "
                            + shown(folder)
                            + " for the socket; create it (mode 0700)");
        }
        if (Files.getPosixFilePermissions(folder).stream().anyMatch(WRITABLE_BY_OTHERS::contains)) {
            throw new SocketFileException(
                    "the socket's folder "
                            + shown(folder)
                            + " can be written by its group or by others; chmod go-w it, or choose"
                            + " another");
        }
        Object owner = Files.getAttribute(folder, "unix:uid");
        if (!owner.equals(0)
                && !owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            throw new SocketFileException(
                    "the socket's folder "
                            + shown(folder)
                            + " belongs to another user ("
                            + Files.getOwner(folder).getName()
                            + ")");
        }
    }

    /** Makes a folder of mode 0700 with a short name, as socket paths may not be long. */
    static Path makePrivate(Path folder) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String name = Integer.toString(ThreadLocalRandom.current().nextInt(NAMES), 36);
            Path candidate = folder.resolve("." + name);
            if (!Files.exists(candidate)) {
                return Files.createDirectory(candidate, OWNER_ONLY);
            }
        }
        throw new SocketFileException("can't make a temporary folder in " + shown(folder));
    }

    static String shown(Path path) {
        return Printable.of(path.toString());
    }
}
