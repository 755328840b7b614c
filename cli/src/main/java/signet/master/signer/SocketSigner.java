package signet.master.signer;

import signet.master.process.Descriptor;
import signet.master.process.NativeException;
import signet.master.process.Sockets;
import signet.signer.socket.SocketDoor;
import signet.signer.socket.SocketPlace;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An accountd that listens on a UNIX socket; it may be one that ssh forwards. */
public final class SocketSigner implements SignerPlace {

    /** The reference accountd may first have to finish with another client. */
    private static final Duration GREETING_PATIENCE = Duration.ofSeconds(30);

    private final Path path;
    private final Duration patience;

    /** Uses the socket at a path, and waits for 30 seconds. */
    public SocketSigner(Path path) {
        this(path, GREETING_PATIENCE);
    }

    /** Uses the socket at a path. The whole greeting may take as long as said. */
    SocketSigner(Path path, Duration patience) {
        this.path = path;
        this.patience = patience;
    }

    /**
     * Checks that nobody but the signer's owner could have put the socket there, or listened in.
     *
     * @throws IOException where somebody could, or there is no socket
     */
    void check() throws IOException {
        door().close();
    }

    private SocketDoor door() throws IOException {
        try {
            return new SocketPlace(path).open();
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "no signer at "
                            + e.getFile()
                            + ": no such file (is signet-accountd running? Otherwise set \"socket\""
                            + " in section [client], or give --socket)",
                    e);
        }
    }

    @Override
    public SignerLink open() throws IOException {
        return new SignerLink(
                path.toString(), connect(), Optional.empty(), Optional.empty(), patience);
    }

    /** Returns a connection of its own, over which nothing can be asked. */
    Descriptor greetingOnly() throws IOException {
        Descriptor descriptor = connect();
        descriptor.shutdownWrite();
        return descriptor;
    }

    private Descriptor connect() throws IOException {
        try (SocketDoor door = door()) {
            return Sockets.connect(door.path(), path);
        } catch (NativeException e) {
            throw new IOException(
                    "can't reach the signer: " + e.getMessage() + " (is signet-accountd running?)",
                    e);
        }
    }

    @Override
    public boolean mayComeBack() {
        return true;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
