package signet.signer.server;

import signet.signer.Signer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A server on a socket in a temporary folder. */
public final class RunningServer implements AutoCloseable {

    private final SocketFile socket;
    private final SignerServer server;
    private final Thread thread;
    private final RecordingLog log = new RecordingLog();

    /** Starts one. */
    public RunningServer(Path folder, Signer signer, ServerLimits limits) throws IOException {
        this(folder, signer, limits, Safeguards.NONE);
    }

    /** Starts one. */
    public RunningServer(Path folder, Signer signer, ServerLimits limits, Safeguards safeguards)
            throws IOException {
        socket = SocketFile.bind(folder.resolve("S"));
        server = new SignerServer(signer, safeguards, limits, log);
        thread =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        server.serve(socket.channel(), "socket");
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                });
    }

    /** Returns where it listens. */
    public Path path() {
        return socket.path();
    }

    /** Returns what it told. */
    public RecordingLog log() {
        return log;
    }

    /** Connects a client that speaks bytes. */
    public RawClient connect() throws IOException {
        return new RawClient(SocketChannel.open(UnixDomainSocketAddress.of(path())));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
