package signet.master.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;

/** A file beside the one that it is to replace; gone when closed, unless it did replace it. */
final class TemporaryFile implements AutoCloseable {

    private final Path path;
    private final Path target;

    private TemporaryFile(Path path, Path target) {
        this.path = path;
        this.target = target;
    }

    /** Creates an empty file, mode 0600, under a name that nobody can have guessed. */
    static TemporaryFile beside(Path target) throws IOException {
        Path path = unusedName(target);
        Files.newByteChannel(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))
                .close();
        return new TemporaryFile(path, target);
    }

    static Path unusedName(Path target) {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return target.resolveSibling(
                "." + target.getFileName() + "." + HexFormat.of().formatHex(random));
    }

    /** Sets owner and mode, never through a link. */
    void permit(FileOwner owner, Set<PosixFilePermission> mode) throws IOException {
        PosixFileAttributeView view =
                Objects.requireNonNull(
                        Files.getFileAttributeView(
                                path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
        if (owner.group().isPresent()) {
            view.setGroup(owner.group().get());
        }
        if (owner.user().isPresent()) {
            view.setOwner(owner.user().get());
        }
        view.setPermissions(mode);
    }

    /** Writes the content, and waits until it is on the disk. */
    void write(byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        path, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Takes the target's place in one step. A target that is a link is replaced, not followed. */
    void replaceTarget() throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }

    Path target() {
        return target;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    /** Waits until the names in a directory are on the disk. */
    static void syncDirectoryOf(Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(directoryOf(target), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Path directoryOf(Path target) {
        return Objects.requireNonNull(target.toAbsolutePath().getParent());
    }
}
