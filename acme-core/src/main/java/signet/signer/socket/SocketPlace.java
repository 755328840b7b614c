package signet.signer.socket;

import signet.files.Folder;
import signet.files.Trust;
import signet.text.Printable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The place of a signer's socket. Who can put a socket of theirs there has their own key sign, and
 * so their own account authorized for our names. So nobody but the owner of the socket's directory
 * and root may be able to. Whose directory that is does not matter: it belongs to accountd's user,
 * or to the one that ssh runs as.
 *
 * @param socket the path
 */
public record SocketPlace(Path socket) {

    private static final int USABLE_BY_OTHERS = 0066;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;

    /**
     * Checks the socket, its directory, and all those above.
     *
     * @throws InsecureSocketException where others could replace one of them, or use the signer
     * @throws java.nio.file.NoSuchFileException where there is no socket
     */
    public void check() throws IOException {
        check(socket.toAbsolutePath(), socket.toRealPath());
    }

    /**
     * Checks the same, and opens the directory: whoever connects by what this returns, connects in
     * the place that was looked at, and follows no link.
     *
     * @throws InsecureSocketException where others could replace one of them, or use the signer
     * @throws java.nio.file.NoSuchFileException where there is no socket
     */
    public SocketDoor open() throws IOException {
        Path real = socket.toRealPath();
        check(socket.toAbsolutePath(), real);
        return new SocketDoor(
                Folder.open(directory(real), Trust.everybodys()),
                String.valueOf(real.getFileName()));
    }

    private void check(Path full, Path real) throws IOException {
        Set<Path> directories = new LinkedHashSet<>();
        directories.add(directory(full).toRealPath());
        // Where it is a link, that can be replaced, and what it points to.
        directories.add(directory(real));
        for (Path directory : directories) {
            checkDirectory(directory);
            checkAbove(directory);
        }
        if ((mode(real) & USABLE_BY_OTHERS) != 0) {
            throw insecure(socket, "group or others can use the signer", "chmod 600");
        }
    }

    private static void checkDirectory(Path directory) throws IOException {
        if ((mode(directory) & WRITABLE_BY_OTHERS) != 0) {
            throw insecure(
                    directory,
                    "group or others can write there and so replace the signer's socket",
                    "chmod go-w");
        }
    }

    private static void checkAbove(Path directory) throws IOException {
        Path above = directory.getParent();
        if (above == null) {
            return;
        }
        int mode = mode(above);
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            if ((mode & STICKY) == 0) {
                throw insecure(
                        above,
                        "group or others can write there and so replace the directory of the"
                                + " signer's socket",
                        "chmod go-w");
            }
            refuseForeign(directory, above);
        }
        checkAbove(above);
    }

    /** Nobody can replace it, but anybody could have been the first to make it. */
    private static void refuseForeign(Path directory, Path above) throws IOException {
        Object owner = Files.getAttribute(directory, "unix:uid");
        if (!owner.equals(0)
                && !owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            throw new InsecureSocketException(
                    shown(directory)
                            + " belongs to user "
                            + Files.getOwner(directory).getName()
                            + ", and anybody can make directories in "
                            + shown(above)
                            + "; have the signer's socket below /run");
        }
    }

    private static InsecureSocketException insecure(Path path, String why, String mend) {
        return new InsecureSocketException(
                "insecure permissions on "
                        + shown(path)
                        + ": "
                        + why
                        + "; mend it with: "
                        + mend
                        + " "
                        + shown(path));
    }

    private static Path directory(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode");
    }

    private static String shown(Path path) {
        return Printable.of(path.toString());
    }
}
