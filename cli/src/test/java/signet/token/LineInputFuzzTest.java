package signet.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.signer.protocol.MalformedLineException;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines to the token's helper: the same however the bytes arrive, and as split by the book. */
final class LineInputFuzzTest {

    private static final int MAX = 40;

    /** The first byte tells how many bytes arrive at a time; the rest is what is sent. */
    @FuzzTest
    void lines(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        String sent = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1);
        assertThat(read(sent, Math.max(1, input[0] & 0xff))).isEqualTo(split(sent));
    }

    private static List<String> read(String sent, int atOnce) throws IOException {
        LineInput reader = new LineInput(slowly(sent, atOnce), MAX);
        List<String> lines = new ArrayList<>();
        try {
            Optional<byte[]> line = reader.next();
            while (line.isPresent()) {
                lines.add(new String(line.get(), StandardCharsets.ISO_8859_1));
                line = reader.next();
            }
            lines.add("end");
        } catch (MalformedLineException | EOFException e) {
            lines.add("error");
        }
        return lines;
    }

    private static InputStream slowly(String sent, int atOnce) {
        InputStream whole = new ByteArrayInputStream(sent.getBytes(StandardCharsets.ISO_8859_1));
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return whole.read();
            }

            @Override
            public int read(byte[] into, int start, int length) throws IOException {
                return whole.read(into, start, Math.min(atOnce, length));
            }
        };
    }

    /** A second opinion, on the whole text at once. */
    private static List<String> split(String sent) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < sent.length()) {
            int newline = sent.indexOf('\n', start);
            if (newline < 0 || newline - start > MAX) {
                lines.add("error");
                return lines;
            }
            lines.add(sent.substring(start, newline));
            start = newline + 1;
        }
        lines.add("end");
        return lines;
    }
}
