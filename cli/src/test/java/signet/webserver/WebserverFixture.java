package signet.webserver;

import signet.testing.Eventually;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webserver of this JVM on a real socket, with a raw client for it. */
final class WebserverFixture implements AutoCloseable {

    static final String THUMBPRINT = "t".repeat(43);
    static final String GET = "GET /.well-known/acme-challenge/known HTTP/1.1\r\nHost: a\r\n\r\n";

    final AnnouncedTokens tokens = new AnnouncedTokens();
    final List<String> log = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel listener;

    WebserverFixture(ServerSocketChannel listener, Limits limits) {
        this.listener = listener;
        tokens.announce("known");
        var responder = new ChallengeResponder(tokens, THUMBPRINT);
        new ChallengeServer(listener, responder, limits, log::add).start();
    }

    static WebserverFixture start() throws IOException {
        return onLoopback(InetAddress.getLoopbackAddress(), Limits.standard());
    }

    static WebserverFixture start(Limits limits) throws IOException {
        return onLoopback(InetAddress.getLoopbackAddress(), limits);
    }

    static WebserverFixture onLoopback(InetAddress address, Limits limits) throws IOException {
        var listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(address, 0), 1024);
        return new WebserverFixture(listener, limits);
    }

    static WebserverFixture onUnixSocket(Path path, Limits limits) throws IOException {
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        return new WebserverFixture(listener, limits);
    }

    SocketAddress address() throws IOException {
        return listener.getLocalAddress();
    }

    /** Connects and sends nothing yet. */
    SocketChannel connect() throws IOException {
        return SocketChannel.open(address());
    }

    /** Sends a request on a connection of its own and returns all that comes back. */
    String exchange(String request) throws IOException {
        try (SocketChannel channel = connect()) {
            write(channel, request);
            return readAll(channel);
        }
    }

    /** Returns the status line of the answer. */
    String status(String request) throws IOException {
        return exchange(request).lines().findFirst().orElse("(no answer)");
    }

    static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static String readAll(SocketChannel channel) throws IOException {
        StringBuilder text = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (channel.read(buffer.clear()) >= 0) {
            text.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        }
        return text.toString();
    }

    void awaitLog(String line) {
        Eventually.await(line + " in " + log, Duration.ofSeconds(20), () -> log.contains(line));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
