package signet.master.challenge;

import signet.files.FileState;
import signet.files.Folder;
import signet.files.Staging;
import signet.files.Trust;
import signet.files.UntrustedFileException;
import signet.master.process.Descriptor;
import signet.master.process.NativeException;
import signet.master.process.Sockets;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The UNIX socket that a reverse proxy passes challenges on to.
 *
 * @param socket the listening socket
 * @param name its name, which is to be removed at the end
 */
record ProxySocket(Descriptor socket, SocketName name) {

    private static final int FOR_EVERYBODY = 0666;
    private static final Trust TRUST = Trust.ours("put another socket in the place of root's");

    /**
     * Listens on a path. Reverse proxies of any user connect to this socket, which serves nothing
     * but public text. It gets its name only when its mode is right.
     *
     * @throws IOException where the path is in use, or others could put something else in its place
     */
    static ProxySocket open(Path path) throws IOException {
        Path full = path.toAbsolutePath();
        Path directory = Objects.requireNonNull(full.getParent());
        Folder folder;
        try {
            folder = Folder.open(directory, TRUST);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "can't listen on " + path + ": there is no directory " + directory, e);
        } catch (UntrustedFileException e) {
            throw new IOException(
                    "can't listen on "
                            + path
                            + ": "
                            + e.getMessage()
                            + "; or set \"listen\" in section [webserver] to a path in a directory"
                            + " that is root's alone, such as /run",
                    e);
        }
        boolean complete = false;
        try {
            ProxySocket opened = open(path, folder, full.getFileName().toString());
            complete = true;
            return opened;
        } finally {
            if (!complete) {
                folder.close();
            }
        }
    }

    private static ProxySocket open(Path path, Folder folder, String name) throws IOException {
        try (Staging staging = Staging.of(folder, name)) {
            Descriptor socket = Sockets.listen(staging.place());
            boolean complete = false;
            try {
                FileState state = staging.finishSocket(FOR_EVERYBODY);
                removeStale(path, folder, name);
                staging.publish();
                complete = true;
                return new ProxySocket(socket, new SocketName(folder, name, state.identity()));
            } finally {
                if (!complete) {
                    socket.close();
                }
            }
        }
    }

    /** A socket on which nobody listens any more is what a killed run has left. */
    private static void removeStale(Path path, Folder folder, String name) throws IOException {
        Optional<FileState> old = folder.look(name);
        if (old.isEmpty()) {
            return;
        }
        if (old.get().kind() == FileState.Kind.SOCKET) {
            try (Descriptor _ = Sockets.connect(folder.place(name))) {
                // Somebody answers.
            } catch (NativeException e) {
                folder.remove(name);
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
