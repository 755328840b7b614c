package signet.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import signet.signer.SignerException;
import signet.signer.pkcs11.engine.EngineBrokenException;
import signet.testing.Eventually;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicReference;

@Timeout(60)
class RequestLoopTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private RequestLoop started(int sessions, TestEngine.Act act) {
        return new RequestLoop(new TestEngine(sessions, act), sessions, out);
    }

    /** Does what the inbox does with a line. */
    private static void bring(RequestLoop loop, String line) {
        loop.line(bytes(line)).ifPresent(work -> Thread.ofPlatform().daemon().start(work));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] echo(String input, Optional<byte[]> pin) {
        return bytes(input);
    }

    private static String signature(String input) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(input)) + "\r\n";
    }

    private String written() {
        return out.toString(StandardCharsets.US_ASCII);
    }

    private void awaitWritten(String text) {
        Eventually.await("the answers " + text, SOON, () -> written().equals(text));
    }

    @Test
    void requestsAreSignedAtTheSameTimeAndAnsweredInTheirOrder() {
        CountDownLatch allThere = new CountDownLatch(3);
        CountDownLatch othersDone = new CountDownLatch(2);
        RequestLoop loop =
                started(
                        3,
                        (input, _) -> {
                            allThere.countDown();
                            allThere.await();
                            if (input.equals("a.0")) {
                                othersDone.await();
                            } else {
                                othersDone.countDown();
                            }
                            return bytes(input);
                        });
        for (int i = 0; i < 3; i++) {
            bring(loop, "a." + i + "\r");
        }
        awaitWritten(signature("a.0") + signature("a.1") + signature("a.2"));
        loop.end(Optional.empty());
        assertThat(loop.await()).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void answersThatAreReadyTogetherAreWrittenTogether() {
        List<String> writes = new ArrayList<>();
        OutputStream recording =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("byte by byte");
                    }

                    @Override
                    public void write(byte[] text, int offset, int length) {
                        writes.add(new String(text, offset, length, StandardCharsets.US_ASCII));
                    }
                };
        Answers answers = new Answers(recording, 3);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            requests.add(new Request(new byte[0], Optional.empty()));
            answers.expect(requests.getLast());
        }
        assertThat(answers.hasRoom()).isFalse();
        assertThat(answers.awaitAll(Duration.ZERO)).isFalse();
        for (int i = 2; i >= 0; i--) {
            try {
                answers.answer(requests.get(i), bytes("answer " + i + "\n"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(writes).containsExactly("answer 0\nanswer 1\nanswer 2\n");
        assertThat(answers.awaitAll(Duration.ZERO)).isTrue();
    }

    @Test
    void aRequestThatIsRefusedIsAnsweredAndTheLoopGoesOn() {
        RequestLoop loop =
                started(
                        1,
                        (input, pin) -> {
                            if (input.equals("a.bad")) {
                                throw new SignerException.PinRejected("wrong", OptionalInt.of(2));
                            }
                            return echo(input, pin);
                        });
        bring(loop, "a.bad\r");
        String refusal =
                "1 NO {\"type\":\"pin-rejected\",\"detail\":\"wrong\",\"tries-left\":2}\r\n";
        awaitWritten(refusal);
        bring(loop, "no request\r");
        Eventually.await("a refusal", SOON, () -> written().contains("protocol-violation"));
        bring(loop, "a.\r");
        Eventually.await("a signature", SOON, () -> written().endsWith(signature("a.")));
    }

    @Test
    void aBrokenEngineIsToldAndEndsTheLoopWithAStatusOfItsOwn() {
        RequestLoop loop =
                started(
                        2,
                        (_, _) -> {
                            throw new EngineBrokenException(
                                    new SignerException.TokenUnavailable("gone", null));
                        });
        bring(loop, "a.\r");
        assertThat(loop.await()).isEqualTo(ExitStatus.TOKEN_LOST);
        assertThat(written())
                .isEqualTo("1 NO {\"type\":\"token-unavailable\",\"detail\":\"gone\"}\r\n");
    }

    @Test
    void requestsBeforeABrokenOneAreStillAnswered() throws InterruptedException {
        SynchronousQueue<String> meeting = new SynchronousQueue<>();
        RequestLoop loop =
                started(
                        2,
                        (input, _) -> {
                            if (input.equals("a.first")) {
                                meeting.put("begun");
                                meeting.take();
                                return bytes(input);
                            }
                            throw new EngineBrokenException(
                                    new SignerException.TokenUnavailable("gone", null));
                        });
        bring(loop, "a.first\r");
        assertThat(meeting.take()).isEqualTo("begun");
        bring(loop, "a.second\r");
        meeting.put("go");
        assertThat(loop.await()).isEqualTo(ExitStatus.TOKEN_LOST);
        assertThat(written()).startsWith(signature("a.first")).contains("gone");
    }

    @Test
    void aDefectIsToldByItsClassAlone() {
        RequestLoop loop =
                started(
                        1,
                        (_, _) -> {
                            throw new IllegalStateException("secret");
                        });
        bring(loop, "a.\r");
        assertThat(loop.await()).isEqualTo(ExitStatus.INTERNAL_ERROR);
        assertThat(written()).contains("java.lang.IllegalStateException").doesNotContain("secret");
    }

    @Test
    void thePinBeforeARequestIsForThatOneAndOverwrittenAfter() {
        AtomicReference<byte[]> seen = new AtomicReference<>(new byte[0]);
        RequestLoop loop =
                started(
                        1,
                        (_, pin) -> {
                            pin.ifPresent(seen::set);
                            return pin.map(byte[]::clone).orElse(bytes("none"));
                        });
        bring(loop, "PIN MTIzNA==\r");
        bring(loop, "a.\r");
        awaitWritten(signature("1234"));
        assertThat(seen.get()).containsOnly(0).hasSize(4);
        bring(loop, "a.\r");
        awaitWritten(signature("1234") + signature("none"));
    }

    @Test
    void aPinThatIsNoneEndsTheLoopAndIsNotTold() {
        RequestLoop loop = started(1, RequestLoopTest::echo);
        bring(loop, "PIN MTI?NA==\r");
        assertThat(loop.await()).isEqualTo(ExitStatus.VIOLATION);
        assertThat(written()).contains("protocol-violation").doesNotContain("MTI");
    }

    @Test
    void aLineWithoutCrlfOrTooManyRequestsEndTheLoop() {
        RequestLoop bare = started(1, RequestLoopTest::echo);
        bring(bare, "a.");
        assertThat(bare.await()).isEqualTo(ExitStatus.VIOLATION);
        CountDownLatch never = new CountDownLatch(1);
        RequestLoop greedy =
                started(
                        1,
                        (input, _) -> {
                            never.await();
                            return bytes(input);
                        });
        bring(greedy, "a.\r");
        bring(greedy, "b.\r");
        never.countDown();
        assertThat(greedy.await()).isEqualTo(ExitStatus.VIOLATION);
        assertThat(written()).contains("more than 1 requests");
    }

    @Test
    void theEndOfTheInputWaitsForWhatIsBeingSigned() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        RequestLoop loop =
                started(
                        1,
                        (input, _) -> {
                            entered.countDown();
                            go.await();
                            return bytes(input);
                        });
        bring(loop, "a.\r");
        entered.await();
        loop.end(Optional.empty());
        Thread ending = Thread.ofPlatform().start(loop::await);
        Eventually.await("the loop to wait", SOON, () -> ending.getState() == Thread.State.WAITING);
        go.countDown();
        assertThat(loop.await()).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void requestsWithoutAWorkerWaitForOneInTheirOrder() throws InterruptedException {
        SynchronousQueue<String> begun = new SynchronousQueue<>();
        RequestLoop loop =
                new RequestLoop(
                        new TestEngine(
                                3,
                                (input, _) -> {
                                    begun.put(input);
                                    return bytes(input);
                                }),
                        1,
                        out);
        bring(loop, "a.0\r");
        bring(loop, "a.1\r");
        bring(loop, "a.2\r");
        for (int i = 0; i < 3; i++) {
            assertThat(begun.take()).isEqualTo("a." + i);
        }
        awaitWritten(signature("a.0") + signature("a.1") + signature("a.2"));
    }
}
