package signet.signer.server;

import signet.files.FileState;
import signet.files.Folder;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A UNIX-domain socket that listens at a path of the file system, open to its owner only (mode
 * 0600), or to a group as well (mode 0660), from the first moment on. Takes the place of a socket
 * that nobody listens to any more, and of nothing else. Thread-safe.
 */
public final class SocketFile implements AutoCloseable {

    /** {@code sun_path} of Linux holds 108 bytes, the last of which is zero. */
    private static final int MAX_PATH_BYTES = 107;

    private static final int BACKLOG = 1024;
    private static final int OWNER_ONLY = 0600;
    private static final int GROUP_TOO = 0660;
    private static final String UNNAMED = "s";
    private static final String OLD = "o";

    private final Path path;
    private final Folder folder;
    private final ServerSocketChannel channel;
    private final FileState.Identity identity;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SocketFile(
            Path path, Folder folder, ServerSocketChannel channel, FileState.Identity identity) {
        this.path = path;
        this.folder = folder;
        this.channel = channel;
        this.identity = identity;
    }

    /**
     * Makes the socket and listens.
     *
     * @throws SocketFileException where the place is not fit; the message says why
     */
    public static SocketFile bind(Path path) throws IOException {
        return bind(path, Optional.empty());
    }

    /**
     * Makes the socket, lets the members of a group connect, too, and listens.
     *
     * @throws SocketFileException where the place is not fit; the message says why
     * @throws SocketGroupException where this process may not give files to the group
     */
    public static SocketFile bind(Path path, GroupPrincipal group) throws IOException {
        return bind(path, Optional.of(group));
    }

    private static SocketFile bind(Path path, Optional<GroupPrincipal> group) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null || path.toString().chars().anyMatch(Character::isISOControl)) {
            throw new SocketFileException(SocketFolder.shown(path) + " is no path for a socket");
        }
        checkLength(path);
        Folder folder = SocketFolder.open(parent);
        try {
            return bind(path, group, folder);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static SocketFile bind(Path path, Optional<GroupPrincipal> group, Folder folder)
            throws IOException {
        String hidden;
        try {
            hidden = SocketFolder.makePrivate(folder);
        } catch (AccessDeniedException e) {
            throw new SocketFileException(
                    "no permission to create a socket in " + SocketFolder.shown(folder.path()));
        }
        try (Folder inner = folder.folder(hidden)) {
            return bind(path, group, folder, inner);
        } finally {
            folder.removeFolder(hidden);
        }
    }

    /** Where the socket is bound, nobody else can get at it; it gets its name when it is ready. */
    private static SocketFile bind(
            Path path, Optional<GroupPrincipal> group, Folder folder, Folder hidden)
            throws IOException {
        String name = Objects.requireNonNull(path.getFileName()).toString();
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(hidden.place(UNNAMED)), BACKLOG);
            try {
                if (group.isPresent()) {
                    give(hidden, group.get());
                }
                hidden.modeOfSocket(UNNAMED, group.isPresent() ? GROUP_TOO : OWNER_ONLY);
                removeStale(path, folder, name, hidden);
                hidden.link(UNNAMED, folder, name);
                return new SocketFile(path, folder, channel, state(hidden, UNNAMED).identity());
            } catch (FileAlreadyExistsException e) {
                throw inUse(path);
            } finally {
                hidden.remove(UNNAMED);
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void give(Folder hidden, GroupPrincipal group) throws IOException {
        try {
            hidden.groupOfSocket(UNNAMED, group);
        } catch (FileSystemException e) {
            throw new SocketGroupException(e);
        }
    }

    private static void checkLength(Path path) throws SocketFileException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH_BYTES) {
            throw new SocketFileException(
                    "the socket's path "
                            + SocketFolder.shown(path)
                            + " is too long: "
                            + length
                            + " bytes, at most "
                            + MAX_PATH_BYTES
                            + " are possible; choose a shorter one");
        }
    }

    /**
     * Moves the old socket away before it is looked at again: a fresh one of another is put back.
     */
    private static void removeStale(Path path, Folder folder, String name, Folder hidden)
            throws IOException {
        Optional<FileState> old = folder.look(name);
        if (old.isEmpty()) {
            return;
        }
        if (old.get().kind() != FileState.Kind.SOCKET) {
            throw new SocketFileException(
                    SocketFolder.shown(path) + " exists and is not a socket; remove it first");
        }
        if (isAlive(folder.place(name))) {
            throw inUse(path);
        }
        folder.rename(name, hidden, OLD);
        try {
            if (!state(hidden, OLD).identity().equals(old.get().identity())) {
                hidden.link(OLD, folder, name);
                throw inUse(path);
            }
        } finally {
            hidden.remove(OLD);
        }
    }

    private static FileState state(Folder folder, String name) throws IOException {
        return folder.look(name).orElseThrow(() -> new NoSuchFileException(name));
    }

    private static boolean isAlive(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A full queue must not block us, and proves that somebody owns it.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException e) {
            return !String.valueOf(e.getMessage()).contains("refused");
        } catch (IOException e) {
            return true;
        }
    }

    private static SocketFileException inUse(Path path) {
        return new SocketFileException(
                SocketFolder.shown(path) + " is in use: another process listens there");
    }

    /** Returns the listener. */
    public ServerSocketChannel channel() {
        return channel;
    }

    /** Returns where the socket is. */
    public Path path() {
        return path;
    }

    /** Stops to listen, and removes the socket if it is still ours. */
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (folder;
                channel) {
            String name = Objects.requireNonNull(path.getFileName()).toString();
            Optional<FileState> found = folder.look(name);
            if (found.isPresent() && found.get().identity().equals(identity)) {
                folder.removeIfThere(name);
            }
        }
    }
}
