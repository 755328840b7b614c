package signet.signer.server;

import signet.signer.protocol.LineReader;
import signet.signer.protocol.Protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A client that sends whatever a test wants. */
public final class RawClient implements AutoCloseable {

    private static final String HEADER =
            "{\"alg\":\"ES256\",\"kid\":\"https://ca/acct/1\",\"nonce\":\"n\",\"url\":\"https://ca/x\"}";

    private final SocketChannel channel;
    private final LineReader in;
    private final OutputStream out;

    RawClient(SocketChannel channel) {
        this.channel = channel;
        this.in = new LineReader(Channels.newInputStream(channel));
        this.out = Channels.newOutputStream(channel);
    }

    /** Returns a request that is valid for a P-256 signer, without its line end. */
    public static String request(String payload) {
        return base64(HEADER) + "." + base64(payload);
    }

    /** Encodes a text. */
    public static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends exactly this. */
    public RawClient send(String bytes) throws IOException {
        out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Receives a line; empty at the end of the connection, however it came about. */
    public Optional<String> line() {
        try {
            return in.readLine(Protocol.MAX_GREETING_LINE);
        } catch (IOException e) {
            // A peer that closes with bytes of ours unread makes this a reset.
            return Optional.empty();
        }
    }

    /** Receives the greeting, and returns its first line. */
    public String greeting() {
        String first = line().orElseThrow();
        String _ = line().orElseThrow();
        return first;
    }

    /** Ends what we send; the server sees the end of the stream. */
    public void finish() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
