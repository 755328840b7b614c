package signet.it;

import signet.testing.Eventually;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A socket between a client and an accountd, at which a test can hold a run in the middle, and cut
 * its connection there. Passes whole reads; the protocol is the others' business.
 */
final class SignerValve implements AutoCloseable {

    private final Path path;
    private final Path accountd;
    private final int allowed;
    private int drops;
    private final ServerSocketChannel listener;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();

    /**
     * Starts to listen.
     *
     * @param allowed how many requests pass before one is held
     */
    SignerValve(Path path, Path accountd, int allowed) throws IOException {
        this(path, accountd, allowed, 0);
    }

    /**
     * Starts to listen.
     *
     * @param drops how many connections are closed as soon as they are made
     */
    SignerValve(Path path, Path accountd, int allowed, int drops) throws IOException {
        this.drops = drops;
        this.path = path;
        this.accountd = accountd;
        this.allowed = allowed;
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        Thread.ofVirtual().start(this::accept);
    }

    /** Waits until a request is held. */
    void awaitHeld() {
        Eventually.await("a held request", Site.LONG, () -> held.getCount() == 0);
    }

    /** Loses the request that is held and every connection, and lets later ones pass. */
    void cut() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
        released.countDown();
    }

    /** Loses them, and takes no more connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        Files.deleteIfExists(path);
        cut();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                if (drops > 0) {
                    drops--;
                    client.close();
                    continue;
                }
                SocketChannel signer = SocketChannel.open(UnixDomainSocketAddress.of(accountd));
                connections.addAll(List.of(client, signer));
                Thread.ofVirtual().start(() -> pass(client, signer, true));
                Thread.ofVirtual().start(() -> pass(signer, client, false));
            }
        } catch (IOException e) {
            // Closed: the test is over, or wants it so.
        }
    }

    private void pass(SocketChannel from, SocketChannel to, boolean requests) {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        int lines = 0;
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                lines += count(buffer);
                // The first line asks for reasons, and is no request.
                if (requests && lines > allowed + 1 && released.getCount() > 0) {
                    held.countDown();
                    released.await();
                }
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            // One that only wants the greeting closes this direction alone, and at once.
            to.shutdownOutput();
        } catch (IOException e) {
            // One side is gone, and so is the other by now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int count(ByteBuffer buffer) {
        int lines = 0;
        for (int i = buffer.position(); i < buffer.limit(); i++) {
            lines += buffer.get(i) == '\n' ? 1 : 0;
        }
        return lines;
    }
}
