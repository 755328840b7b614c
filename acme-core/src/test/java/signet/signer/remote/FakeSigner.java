package signet.signer.remote;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A peer that sends the given bytes at once, takes one line or more, sends others, and closes. */
final class FakeSigner implements AutoCloseable {

    static final String THUMBPRINT = "A".repeat(43);

    private final ServerSocketChannel listener;

    FakeSigner(Path path, String first, int awaitLines, String then, boolean close)
            throws IOException {
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                SocketChannel client = listener.accept();
                                write(client, first);
                                readLines(client, awaitLines);
                                write(client, then);
                                if (close) {
                                    client.close();
                                }
                            } catch (IOException e) {
                                // The client, or the test, is over.
                            }
                        });
    }

    static String greeting(boolean refusals) {
        return "1 OK {\"alg\":\"ES256\",\"jwk-thumbprint\":\""
                + THUMBPRINT
                + "\",\"refusals\":"
                + refusals
                + "}\r\n{}\r\n";
    }

    private static void write(SocketChannel client, String text) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static void readLines(SocketChannel client, int lines) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (int seen = 0; seen < lines && client.read(one) > 0; one.clear()) {
            seen += one.get(0) == '\n' ? 1 : 0;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
