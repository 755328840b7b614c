package signet.master.challenge;

import signet.master.process.Descriptor;
import signet.master.process.NativeException;
import signet.master.process.Sockets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;

/** The UNIX socket that a reverse proxy passes challenges on to. */
final class ProxySocket {

    private static final int OTHERS_CAN_WRITE = 022;
    private static final int STICKY = 01000;

    private ProxySocket() {}

    /**
     * Listens on a path. Reverse proxies of any user connect to this socket, which serves nothing
     * but public text. It gets its name only when its mode is right.
     *
     * @throws IOException where the path is in use, or others could put something else in its place
     */
    static Descriptor open(Path path) throws IOException {
        checkDirectory(path);
        Path temporary =
                path.resolveSibling("." + path.getFileName() + "." + ProcessHandle.current().pid());
        Files.deleteIfExists(temporary);
        Descriptor socket = Sockets.listen(temporary);
        boolean complete = false;
        try {
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-rw-rw-"));
            removeStale(path);
            Files.createLink(path, temporary);
            complete = true;
            return socket;
        } finally {
            Files.deleteIfExists(temporary);
            if (!complete) {
                socket.close();
            }
        }
    }

    /**
     * Whoever can replace files there could have root give a file of their choice the socket's
     * mode: the mode of a socket can only be changed by its path, and that follows symbolic links.
     */
    private static void checkDirectory(Path path) throws IOException {
        Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent());
        Map<String, Object> attributes;
        try {
            attributes = Files.readAttributes(directory, "unix:mode,uid");
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "can't listen on " + path + ": there is no directory " + directory, e);
        }
        int mode = number(attributes, "mode");
        int owner = number(attributes, "uid");
        Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        boolean safeMode = (mode & OTHERS_CAN_WRITE) == 0 || (mode & STICKY) != 0;
        if (!safeMode || (owner != 0 && !self.equals(owner))) {
            throw new IOException(
                    "can't listen on "
                            + path
                            + ": others can write in "
                            + directory
                            + ", and so put something else in the socket's place; set \"listen\" in"
                            + " section [webserver] to a path in a directory that is root's alone,"
                            + " such as /run");
        }
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (Integer) Objects.requireNonNull(attributes.get(name));
    }

    /** A socket on which nobody listens any more is what a killed run has left. */
    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean isSocket =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther();
        if (isSocket) {
            try (Descriptor _ = Sockets.connect(path)) {
                isSocket = false;
            } catch (NativeException e) {
                Files.delete(path);
                return;
            }
        }
        throw new IOException(
                "can't listen on "
                        + path
                        + ": it exists and is in use; set \"listen\" in section [webserver] to"
                        + " another path");
    }
}
