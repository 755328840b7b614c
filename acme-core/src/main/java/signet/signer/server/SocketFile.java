package signet.signer.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A UNIX-domain socket that listens at a path of the file system, open to its owner only (mode
 * 0600) from the first moment on. Takes the place of a socket that nobody listens to any more, and
 * of nothing else. Thread-safe.
 */
public final class SocketFile implements AutoCloseable {

    /** {@code sun_path} of Linux holds 108 bytes, the last of which is zero. */
    private static final int MAX_PATH_BYTES = 107;

    private static final int BACKLOG = 1024;

    private final Path path;
    private final ServerSocketChannel channel;
    private final Object identity;

    private SocketFile(Path path, ServerSocketChannel channel, Object identity) {
        this.path = path;
        this.channel = channel;
        this.identity = identity;
    }

    /**
     * Makes the socket and listens.
     *
     * @throws SocketFileException where the place is not fit; the message says why
     */
    public static SocketFile bind(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || path.toString().chars().anyMatch(Character::isISOControl)) {
            throw new SocketFileException(SocketFolder.shown(path) + " is no path for a socket");
        }
        checkLength(path);
        SocketFolder.check(folder);
        Path hidden;
        try {
            hidden = SocketFolder.makePrivate(folder);
        } catch (AccessDeniedException e) {
            throw new SocketFileException(
                    "no permission to create a socket in " + SocketFolder.shown(folder));
        }
        try {
            return bind(path, hidden);
        } finally {
            Files.delete(hidden);
        }
    }

    /** Where the socket is bound, nobody else can get at it; it gets its name when it is ready. */
    private static SocketFile bind(Path path, Path hidden) throws IOException {
        Path unnamed = hidden.resolve("s");
        checkLength(unnamed);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(unnamed), BACKLOG);
            try {
                Files.setPosixFilePermissions(
                        unnamed, PosixFilePermissions.fromString("rw-------"));
                removeStale(path, hidden.resolve("o"));
                Files.createLink(path, unnamed);
                return new SocketFile(path, channel, identity(unnamed));
            } catch (FileAlreadyExistsException e) {
                throw inUse(path);
            } finally {
                Files.delete(unnamed);
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
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
    private static void removeStale(Path path, Path aside) throws IOException {
        Object probed;
        try {
            BasicFileAttributes old = attributes(path);
            if (!old.isOther()) {
                throw new SocketFileException(
                        SocketFolder.shown(path) + " exists and is not a socket; remove it first");
            }
            probed = identity(path);
        } catch (NoSuchFileException e) {
            return;
        }
        if (isAlive(path)) {
            throw inUse(path);
        }
        Files.move(path, aside);
        if (!identity(aside).equals(probed)) {
            Files.createLink(path, aside);
            Files.delete(aside);
            throw inUse(path);
        }
        Files.delete(aside);
    }

    private static boolean isAlive(Path path) throws IOException {
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

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static Object identity(Path path) throws IOException {
        Object key = attributes(path).fileKey();
        if (key == null) {
            throw new IOException("this file system does not tell files apart");
        }
        return key;
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
        try (channel) {
            if (identity(path).equals(identity)) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            // Somebody removed it before us.
        }
    }
}
