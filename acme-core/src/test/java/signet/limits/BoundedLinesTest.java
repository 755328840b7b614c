package signet.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class BoundedLinesTest {

    private final List<String> lines = new ArrayList<>();

    @Test
    void linesArePassedOnWithoutTheirEndsAndEmptyOnesAreNot() throws IOException {
        read("one\r\n\n \ntwo\nthree");
        assertThat(lines).containsExactly("one", "two", "three");
    }

    @Test
    void aCharacterThatComesInTwoPiecesIsOne() throws IOException {
        byte[] bytes = "ä\n".getBytes(StandardCharsets.UTF_8);
        InputStream pieces =
                new InputStream() {
                    private int next;

                    @Override
                    public int read() {
                        return next == bytes.length ? -1 : Byte.toUnsignedInt(bytes[next++]);
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        int value = read();
                        if (value >= 0) {
                            target[offset] = (byte) value;
                        }
                        return value < 0 ? -1 : 1;
                    }
                };
        BoundedLines.read(pieces, 5, lines::add);
        assertThat(lines).containsExactly("ä");
    }

    @Test
    void aLongLineIsCutAndTheNextOneIsWhole() throws IOException {
        read("x".repeat(100_000) + "\nexact\nsixsix\n");
        assertThat(lines).containsExactly("xxxxx...", "exact", "sixsi...");
    }

    @Test
    void aLineWithoutEndTakesNoMemory() throws IOException {
        long gigabyte = 1L << 30;
        InputStream endless =
                new InputStream() {
                    private long left = gigabyte;

                    @Override
                    public int read() {
                        throw new AssertionError("one byte at a time");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        left -= length;
                        return left < 0 ? -1 : length;
                    }
                };
        BoundedLines.read(endless, 5, lines::add);
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).hasSize(8);
    }

    private void read(String text) throws IOException {
        BoundedLines.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 5, lines::add);
    }
}
