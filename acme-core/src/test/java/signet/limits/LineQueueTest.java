package signet.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@Timeout(60)
class LineQueueTest {

    /** More than a pipe holds. */
    private static final String LONG = "x".repeat(1_000_000);

    private final Pipe pipe;
    private final LineQueue queue;

    LineQueueTest() throws IOException {
        pipe = Pipe.open();
        queue = new LineQueue(pipe.sink(), 100, lost -> bytes(lost + " lost"));
    }

    @AfterEach
    void close() throws IOException {
        pipe.sink().close();
        pipe.source().close();
    }

    @Test
    void whereNobodyReadsOneWaitsAndTheOthersDoNot() throws Exception {
        Thread stuck = blocked();
        List<String> expected = new ArrayList<>();
        for (int i = 10; i < 1000; i++) {
            queue.write(bytes("line " + i));
            if (i < 22) {
                expected.add("line " + i);
            }
        }
        expected.add(990 - 12 + " lost");
        assertThat(stuck.isAlive()).isTrue();
        BufferedReader reader = reader();
        assertThat(reader.readLine()).isEqualTo(LONG);
        for (String line : expected) {
            assertThat(reader.readLine()).isEqualTo(line);
        }
        stuck.join();
        queue.flush(Duration.ofSeconds(30));
        queue.write(bytes("after"));
        assertThat(reader.readLine()).isEqualTo("after");
    }

    @Test
    void whatWaitsIsFlushedWhereItIsRead() throws Exception {
        Thread stuck = blocked();
        queue.write(bytes("last"));
        Thread end =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    queue.flush(Duration.ofSeconds(30));
                                    closeSink();
                                });
        assertThat(reader().lines()).containsExactly(LONG, "last");
        end.join();
        stuck.join();
    }

    @Test
    void whatIsNeverReadIsNotWaitedForLong() throws Exception {
        Thread stuck = blocked();
        queue.write(bytes("never"));
        queue.flush(Duration.ofMillis(10));
        assertThat(stuck.isAlive()).isTrue();
    }

    /** Returns once a line is in the pipe in part. */
    private Thread blocked() throws InterruptedException {
        Thread stuck = Thread.ofPlatform().daemon().start(() -> queue.write(bytes(LONG)));
        while (!isWriting(stuck)) {
            Thread.onSpinWait();
        }
        return stuck;
    }

    private static boolean isWriting(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals("put")) {
                return true;
            }
        }
        return false;
    }

    private void closeSink() {
        try {
            pipe.sink().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private BufferedReader reader() {
        return new BufferedReader(
                new InputStreamReader(
                        Channels.newInputStream(pipe.source()), StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
