package signet.master.signer;

import signet.master.process.Descriptor;
import signet.master.process.NativeException;
import signet.master.process.Sockets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * An accountd that listens on a UNIX socket.
 *
 * <p>One connection is made for each user of it. Those for the greeting come first: the reference
 * accountd serves one connection at a time, and is done with these before the client's.
 */
public final class SocketSigner implements SignerSource {

    private final Path path;

    /** Uses the socket at a path. */
    public SocketSigner(Path path) {
        this.path = path;
    }

    /**
     * Checks that nobody but the signer's owner could have put the socket there, or listened in.
     *
     * @throws IOException where somebody could, or there is no socket
     */
    public void check() throws IOException {
        Path directory = path.toAbsolutePath().resolve("..").normalize();
        if (permissions(directory).contains(PosixFilePermission.GROUP_WRITE)
                || permissions(directory).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(
                    "insecure permissions on "
                            + directory
                            + ": group or others can write there and so replace the signer's"
                            + " socket; mend it with: chmod go-w "
                            + directory);
        }
        Set<PosixFilePermission> mode = permissions(path);
        mode.retainAll(PosixFilePermissions.fromString("---rw-rw-"));
        if (!mode.isEmpty()) {
            throw new IOException(
                    "insecure permissions on "
                            + path
                            + ": group or others can use the signer; mend it with: chmod 600 "
                            + path);
        }
    }

    @Override
    public Descriptor greetingOnly() throws IOException {
        Descriptor descriptor = connection();
        descriptor.shutdownWrite();
        return descriptor;
    }

    @Override
    public Descriptor connection() throws IOException {
        try {
            return Sockets.connect(path);
        } catch (NativeException e) {
            throw new IOException(
                    "can't reach the signer: " + e.getMessage() + " (is signet-accountd running?)",
                    e);
        }
    }

    @Override
    public void close() {
        // The accountd is not ours to end.
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file, new LinkOption[0]);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "no signer at "
                            + file
                            + ": no such file (is signet-accountd running? Otherwise set \"socket\""
                            + " in section [client], or give --socket)",
                    e);
        }
    }
}
