package signet.signer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import signet.limits.ByteBudget;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class LineReaderTest {

    private static final int MAX = 10;

    @Test
    void readsLinesThatArriveTogetherOneByOne() throws IOException {
        LineReader reader = reader("a\r\nbc\r\n\r\n");
        assertThat(reader.readLine(MAX)).hasValue("a");
        assertThat(reader.readLine(MAX)).hasValue("bc");
        assertThat(reader.readLine(MAX)).hasValue("");
        assertThat(reader.readLine(MAX)).isEmpty();
    }

    @Test
    void knowsOfALineThatHasArrivedWithTheOneBefore() throws IOException {
        LineReader reader = reader("a\r\nbc\r\nd");
        assertThat(reader.hasLine()).isFalse();
        assertThat(reader.readLine(MAX)).hasValue("a");
        assertThat(reader.hasLine()).isTrue();
        assertThat(reader.readLine(MAX)).hasValue("bc");
        assertThat(reader.hasLine()).isFalse();
    }

    @Test
    void readsALineThatArrivesByteByByte() throws IOException {
        LineReader reader =
                new LineReader(
                        new InputStream() {
                            private final InputStream all = stream("hello\r\nyou\r\n");

                            @Override
                            public int read() throws IOException {
                                return all.read();
                            }

                            @Override
                            public int read(byte[] b, int off, int len) throws IOException {
                                return all.read(b, off, Math.min(len, 1));
                            }
                        });
        assertThat(reader.readLine(MAX)).hasValue("hello");
        assertThat(reader.readLine(MAX)).hasValue("you");
    }

    @Test
    void takesALineOfExactlyTheMaximumAndNoLonger() throws IOException {
        assertThat(reader("0123456789\r\n").readLine(MAX)).hasValue("0123456789");
        assertThatExceptionOfType(MalformedLineException.class)
                .isThrownBy(() -> reader("0123456789a\r\n").readLine(MAX));
    }

    @Test
    void readsNoFurtherThanTheBoundOfALineThatDoesNotEnd() {
        CountingStream endless = new CountingStream();
        assertThatExceptionOfType(MalformedLineException.class)
                .isThrownBy(() -> new LineReader(endless).readLine(100_000))
                .withMessageContaining("longer than 100000");
        assertThat(endless.count).isLessThanOrEqualTo(100_002);
    }

    @Test
    void refusesABareLineFeed() {
        assertThatExceptionOfType(MalformedLineException.class)
                .isThrownBy(() -> reader("abc\n").readLine(MAX));
        assertThatExceptionOfType(MalformedLineException.class)
                .isThrownBy(() -> reader("\n").readLine(MAX));
    }

    @Test
    void keepsACarriageReturnInsideOfALine() throws IOException {
        assertThat(reader("a\rb\r\n").readLine(MAX)).hasValue("a\rb");
    }

    @Test
    void tellsAnEndInsideOfALineFromOneBetweenLines() {
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> reader("abc").readLine(MAX));
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> reader("abc\r").readLine(MAX));
    }

    @Test
    void readsLongLinesAcrossManyBuffers() throws IOException {
        String line = "x".repeat(50_000);
        LineReader reader = reader((line + "\r\n").repeat(3));
        for (int i = 0; i < 3; i++) {
            assertThat(reader.readLine(50_000)).hasValue(line);
        }
        assertThat(reader.readLine(50_000)).isEmpty();
    }

    @Test
    void aLongLineIsChargedUntilTheNextOneIsRead() throws IOException {
        ByteBudget<String> budget = new ByteBudget<>(120_000);
        ByteBudget<String>.Account other = budget.open("group", () -> {});
        String line = "x".repeat(50_000);
        LineReader reader =
                new LineReader(stream(line + "\r\n" + "short\r\n"), budget.open("group", () -> {}));
        assertThat(reader.readLine(50_000)).hasValue(line);
        assertThat(other.take(30_000)).isFalse();
        assertThat(reader.readLine(50_000)).hasValue("short");
        assertThat(other.take(30_000)).isTrue();
    }

    @Test
    void aLongLineIsRefusedWhereThereIsNoRoomAndAShortOneIsNot() throws IOException {
        ByteBudget<String> budget = new ByteBudget<>(120_000);
        ByteBudget<String>.Account other = budget.open("group", () -> {});
        assertThat(other.take(50_000)).isTrue();
        other.complete(true);
        assertThat(
                        new LineReader(stream("short\r\n"), budget.open("group", () -> {}))
                                .readLine(50_000))
                .hasValue("short");
        LineReader reader =
                new LineReader(stream("x".repeat(50_000) + "\r\n"), budget.open("group", () -> {}));
        assertThatExceptionOfType(NoRoomException.class).isThrownBy(() -> reader.readLine(50_000));
    }

    private static LineReader reader(String text) {
        return new LineReader(stream(text));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static final class CountingStream extends InputStream {
        private int count;

        @Override
        public int read() {
            count++;
            return 'x';
        }

        @Override
        public int read(byte[] b, int off, int len) {
            Arrays.fill(b, off, off + len, (byte) 'x');
            count += len;
            return len;
        }
    }
}
