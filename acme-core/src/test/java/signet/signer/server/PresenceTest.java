package signet.signer.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.testing.Eventually;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients who leave, or stay, while a policy asks somebody. */
class PresenceTest {

    private static final String REFUSALS = "1 REFUSALS\r\n";
    private static final String REQUEST = RawClient.request("{}") + "\r\n";
    private static final Verdict LEFT = new Verdict.Refused("person", "the client left");
    private static final Verdict YES = new Verdict.Allowed("person");

    @TempDir private Path folder;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);

    /** Somebody who says yes when the test does, unless the client leaves before. */
    private Verdict ask(Presence presence) {
        CountDownLatch over = new CountDownLatch(1);
        try (var _ =
                presence.whenGone(
                        () -> {
                            left.countDown();
                            over.countDown();
                        })) {
            asked.countDown();
            while (!over.await(5, TimeUnit.MILLISECONDS)) {
                if (answer.getCount() == 0) {
                    return YES;
                }
            }
            return LEFT;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RunningServer serve() throws IOException {
        return new RunningServer(
                folder,
                new KeyPairSigner(),
                ServerLimits.DEFAULT,
                new Safeguards(
                        Optional.empty(),
                        MacSigner.NONE,
                        (_, _, presence) -> ask(presence),
                        Ledger.NONE));
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClientThatLeavesTakesItsQuestionWithIt() throws Exception {
        try (RunningServer server = serve()) {
            try (RawClient client = server.connect()) {
                client.greeting();
                RawClient _ = client.send(REQUEST);
                await(asked);
            }
            await(left);
        }
    }

    @Test
    void aClientThatHasSentAllThatItWillIsToldSo() throws Exception {
        try (RunningServer server = serve();
                RawClient client = server.connect()) {
            client.greeting();
            client.send(REFUSALS + REQUEST).finish();
            assertThat(client.line().orElseThrow()).contains("the client left");
            assertThat(client.line()).isEmpty();
        }
    }

    @Test
    void whatIsSentMeanwhileIsReadNext() throws Exception {
        try (RunningServer server = serve();
                RawClient client = server.connect()) {
            client.greeting();
            RawClient _ = client.send(REQUEST);
            await(asked);
            // More than is read ahead at once, and the last line comes in pieces.
            RawClient _ = client.send(REQUEST.repeat(200) + REQUEST.substring(0, 9));
            answer.countDown();
            RawClient _ = client.send(REQUEST.substring(9));
            for (int i = 0; i < 202; i++) {
                assertThat(client.line().orElseThrow()).as("answer %s", i).doesNotContain("{");
            }
            assertThat(left.getCount()).isEqualTo(1);
        }
    }

    @Test
    void nothingIsDoneAfterTheVigil() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        PipedOutputStream client = new PipedOutputStream();
        WatchedInput in = new WatchedInput(new PipedInputStream(client));
        in.whenGone(calls::incrementAndGet).close();
        client.write('a');
        assertThat(in.read()).isEqualTo('a');
        in.whenGone(calls::incrementAndGet).close();

        client.close();

        assertThat(in.read()).isEqualTo(-1);
        assertThat(calls).hasValue(0);
        Presence.Vigil _ = in.whenGone(calls::incrementAndGet);
        assertThat(in.read()).isEqualTo(-1);
        Eventually.await("the call", Duration.ofSeconds(10), () -> calls.get() > 0);
        assertThat(calls).hasValue(1);
    }
}
