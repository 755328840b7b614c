package signet.control;

import signet.signer.protocol.LineReader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A two-way stream of lines, each ended by CRLF, UTF-8, of bounded length. One thread may receive
 * while any number send.
 */
public final class ControlStream {

    /** The longest line in bytes: a bundle of all public CAs fits into one several times. */
    public static final int MAX_LINE = 4 * 1024 * 1024;

    private final LineReader in;
    private final OutputStream out;

    /** Speaks over two streams, which this object does not close. */
    public ControlStream(InputStream in, OutputStream out) {
        this.in = new LineReader(in);
        this.out = out;
    }

    /** Sends one line, which must not contain a line end. */
    public void send(String line) throws IOException {
        byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    /**
     * Receives the next line; empty when the peer has closed the stream.
     *
     * @throws IOException where the line is too long, or broken off
     */
    public Optional<String> receive() throws IOException {
        return in.readLine(MAX_LINE)
                .map(
                        line ->
                                new String(
                                        line.getBytes(StandardCharsets.ISO_8859_1),
                                        StandardCharsets.UTF_8));
    }
}
