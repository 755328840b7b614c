package signet.signer.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines as any peer may send them: the same however the bytes arrive, and as split by the book. */
final class LineReaderFuzzTest {

    private static final int MAX = 40;

    /** The first byte tells how many bytes arrive at a time; the rest is what the peer sends. */
    @FuzzTest
    void lines(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        String sent = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1);
        int atOnce = Math.max(1, input[0] & 0xff);
        assertThat(read(sent, atOnce)).isEqualTo(split(sent));
    }

    private static List<String> read(String sent, int atOnce) throws IOException {
        InputStream whole = new ByteArrayInputStream(sent.getBytes(StandardCharsets.ISO_8859_1));
        LineReader reader =
                new LineReader(
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                return whole.read();
                            }

                            @Override
                            public int read(byte[] into, int start, int length) throws IOException {
                                return whole.read(into, start, Math.min(atOnce, length));
                            }
                        });
        List<String> lines = new ArrayList<>();
        try {
            Optional<String> line = reader.readLine(MAX);
            while (line.isPresent()) {
                lines.add(line.get());
                line = reader.readLine(MAX);
            }
            lines.add("end");
        } catch (MalformedLineException | EOFException e) {
            lines.add("error");
        }
        return lines;
    }

    /** A second opinion, on the whole text at once. */
    private static List<String> split(String sent) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < sent.length()) {
            int newline = sent.indexOf('\n', start);
            int end = newline - 1;
            if (newline < 0 || end < start || sent.charAt(end) != '\r' || end - start > MAX) {
                lines.add("error");
                return lines;
            }
            lines.add(sent.substring(start, end));
            start = newline + 1;
        }
        lines.add("end");
        return lines;
    }
}
