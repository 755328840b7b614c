package signet.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import signet.signer.protocol.MalformedLineException;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class InboxTest {

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Gives one byte at a time, and keeps what the reader's buffer held before. */
    private static final class Dribble extends InputStream {
        private final InputStream in;
        private byte[] buffer = {};

        Dribble(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            buffer = bytes;
            return in.read(bytes, offset, Math.min(1, length));
        }
    }

    /** For streams that let the reader wait. */
    private static final class Blocking implements Arrivals {
        @Override
        public Place newPlace() {
            return () -> {};
        }

        @Override
        public void leaveSome() {}
    }

    private static Inbox inbox(InputStream in, LineSink sink, Runnable onEnd) {
        return new Inbox(new LineInput(in, 100), new Blocking(), sink, onEnd);
    }

    private static String text(Optional<byte[]> line) {
        return new String(line.orElseThrow(), StandardCharsets.US_ASCII);
    }

    @Test
    void linesAreSplitAndLeaveNoCopyInTheBuffer() throws IOException {
        String large = "x".repeat(70_000);
        Dribble dribble = new Dribble(stream("PIN 1234\r\n\n" + large + "\nend\n"));
        LineInput lines = new LineInput(dribble, 100_000);
        assertThat(text(lines.next())).isEqualTo("PIN 1234\r");
        assertThat(new String(dribble.buffer, StandardCharsets.US_ASCII)).doesNotContain("1234");
        assertThat(text(lines.next())).isEmpty();
        assertThat(text(lines.next())).isEqualTo(large);
        assertThat(text(lines.next())).isEqualTo("end");
        assertThat(lines.hasEnded()).isFalse();
        assertThat(lines.next()).isEmpty();
        assertThat(lines.hasEnded()).isTrue();
    }

    @Test
    void aLineThatIsNotWholeYetIsNone() throws IOException {
        Queue<String> parts = new ArrayDeque<>(List.of("", "one\ntw", "", "o\n"));
        InputStream slow =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new AssertionError("byte by byte");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        byte[] part = parts.remove().getBytes(StandardCharsets.US_ASCII);
                        System.arraycopy(part, 0, bytes, offset, part.length);
                        return part.length;
                    }
                };
        LineInput lines = new LineInput(slow, 100);
        assertThat(lines.next()).isEmpty();
        assertThat(text(lines.next())).isEqualTo("one");
        assertThat(lines.hasMore()).isTrue();
        assertThat(lines.next()).isEmpty();
        assertThat(lines.hasEnded()).isFalse();
        assertThat(text(lines.next())).isEqualTo("two");
        assertThat(lines.hasMore()).isFalse();
    }

    @Test
    void aLineThatIsTooLongOrBrokenOffIsRefused() throws IOException {
        assertThat(text(new LineInput(stream("12345\n"), 5).next())).isEqualTo("12345");
        assertThatThrownBy(() -> new LineInput(stream("123456\n"), 5).next())
                .isInstanceOf(MalformedLineException.class);
        assertThatThrownBy(() -> new LineInput(stream("x".repeat(50_000)), 5).next())
                .isInstanceOf(MalformedLineException.class);
        assertThatThrownBy(() -> new LineInput(stream("half"), 5).next())
                .isInstanceOf(EOFException.class);
    }

    @Test
    void theDialogsLinesComeOneByOneUntilTheEnd() throws Exception {
        DialogLines lines = new DialogLines();
        CountDownLatch ended = new CountDownLatch(1);
        inbox(stream("task\npin\n"), lines, ended::countDown).start();
        ended.await();
        assertThat(text(lines.take())).isEqualTo("task");
        assertThat(text(lines.take())).isEqualTo("pin");
        assertThat(lines.take()).isEmpty();
    }

    /** Leaves work that never ends to whoever brings a line. */
    private static final class EndlessWork implements LineSink {
        private final CountDownLatch begun = new CountDownLatch(2);
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public Optional<Runnable> line(byte[] line) {
            return Optional.of(
                    () -> {
                        begun.countDown();
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
        }

        @Override
        public void end(Optional<String> violation) {}
    }

    @Test
    void theEndIsSeenWhileEachWorkerIsInAModule() throws Exception {
        PipedOutputStream accountd = new PipedOutputStream();
        CountDownLatch ended = new CountDownLatch(1);
        EndlessWork work = new EndlessWork();
        Inbox inbox = inbox(new PipedInputStream(accountd), new DialogLines(), ended::countDown);
        inbox.start();
        inbox.redirect(work, 2);
        accountd.write("1\n2\n".getBytes(StandardCharsets.US_ASCII));
        accountd.flush();
        work.begun.await();
        assertThat(ended.getCount()).isEqualTo(1);
        accountd.close();
        ended.await();
    }

    @Test
    void whatIsTooLongOrTooMuchIsAViolation() throws Exception {
        DialogLines lines = new DialogLines();
        inbox(stream("x".repeat(101)), lines, () -> {}).start();
        assertThatThrownBy(lines::take).hasMessageContaining("longer than 100");
        DialogLines many = new DialogLines();
        CountDownLatch ended = new CountDownLatch(1);
        inbox(stream("1\n2\n3\n4\n"), many, ended::countDown).start();
        ended.await();
        assertThat(text(many.take())).isEqualTo("1");
        assertThat(text(many.take())).isEqualTo("2");
        assertThatThrownBy(many::take).hasMessageContaining("too many lines");
    }
}
