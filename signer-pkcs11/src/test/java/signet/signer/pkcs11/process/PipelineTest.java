package signet.signer.pkcs11.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignerException;
import signet.testing.Eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Requests on their way through a helper process. */
class PipelineTest {

    @TempDir private Path folder;
    private FakeHelper helper;

    @BeforeEach
    void makeAHelper() throws Exception {
        helper = new FakeHelper(folder);
    }

    @Test
    void eachOfManyThreadsGetsTheAnswerToItsRequest() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (TokenSigner signer = helper.open()) {
            List<Boolean> results =
                    FakeHelper.together(
                            16,
                            () -> {
                                boolean all = true;
                                for (int i = 0; i < 50; i++) {
                                    all &=
                                            FakeHelper.isSigned(
                                                    signer, "r." + number.incrementAndGet());
                                }
                                return all;
                            });
            assertThat(results).hasSize(16).containsOnly(true);
        }
        assertThat(helper.heard("request")).isEqualTo(800);
        assertThat(helper.heard("start")).isEqualTo(1);
    }

    @Test
    void asManyRequestsAsTheTokenHasSessionsAreInFlight() throws Exception {
        helper.control("sessions=2", "hold=2");
        try (TokenSigner signer = helper.open()) {
            assertThat(FakeHelper.together(8, () -> FakeHelper.isSigned(signer, "a.b")))
                    .containsOnly(true);
        }
        assertThat(helper.heard("more in flight")).isZero();
    }

    @Test
    void aRequestForWhichTheQueueHasNoRoomIsRefusedAtOnce() throws Exception {
        helper.control("sessions=1", "sign=hang");
        helper.limits = new PipelineLimits(2, FakeHelper.LONG, FakeHelper.LONG);
        TokenSigner signer = helper.open();
        Queue<String> reasons = new ConcurrentLinkedQueue<>();
        List<Thread> threads = Stream.generate(() -> background(signer, reasons)).limit(6).toList();

        Eventually.await("refusals", FakeHelper.LONG, () -> reasons.size() == 3);
        assertThat(reasons).allMatch(r -> r.contains("2 requests wait already (\"token-queue\")"));
        signer.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(reasons).hasSize(6);
    }

    private static Thread background(TokenSigner signer, Queue<String> reasons) {
        return Thread.ofPlatform()
                .start(
                        () -> {
                            try {
                                signer.sign(new byte[] {'x'});
                            } catch (SignerException e) {
                                reasons.add(String.valueOf(e.getMessage()));
                            }
                        });
    }

    @Test
    void aRequestThatGetsNoTurnInTimeIsRefused() throws Exception {
        helper.control("sessions=1", "sign=hang");
        helper.limits = new PipelineLimits(9, Duration.ofMillis(100), FakeHelper.LONG);
        TokenSigner signer = helper.open();
        Thread first = background(signer, new ConcurrentLinkedQueue<>());
        Eventually.await("the first is sent", FakeHelper.LONG, () -> helper.heard("request") == 1);

        assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                .isInstanceOf(SignerException.TokenUnavailable.class)
                .hasMessageContaining("\"token-wait\"");
        signer.close();
        first.join();
    }

    @Test
    void aHelperThatHangsIsEndedAndTheNextRequestIsServed() throws Exception {
        helper.limits = new PipelineLimits(9, FakeHelper.LONG, Duration.ofMillis(1500));
        try (TokenSigner signer = helper.open()) {
            helper.control("sign=hang");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.TokenUnavailable.class)
                    .hasMessageContainingAll("no answer within 1 s", "token-timeout");
            helper.control();
            assertThat(FakeHelper.isSigned(signer, "a.b")).isTrue();
        }
        assertThat(helper.heard("start")).isEqualTo(2);
    }

    @Test
    void aHelperThatCrashesFailsItsRequestAndTheNextOneIsServed() throws Exception {
        try (TokenSigner signer = helper.open()) {
            helper.control("sign=crash");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.TokenUnavailable.class)
                    .hasMessageContaining("killed by signal 11");
            helper.control();
            assertThat(FakeHelper.isSigned(signer, "a.b")).isTrue();
        }
    }

    @Test
    void requestsThatWaitForTheirTurnSurviveACrash() throws Exception {
        helper.control("sessions=1", "sign=crash");
        helper.interval = Duration.ofMillis(300);
        AtomicInteger failed = new AtomicInteger();
        try (TokenSigner signer = helper.open()) {
            FakeHelper.together(
                    4,
                    () -> {
                        try {
                            return FakeHelper.isSigned(signer, "a.b");
                        } catch (SignerException.TokenUnavailable e) {
                            failed.incrementAndGet();
                            helper.control();
                            return true;
                        }
                    });
        }
        assertThat(failed.get()).isPositive().isLessThan(4);
    }

    @Test
    void aHelperThatBreaksTheProtocolIsReplaced() throws Exception {
        try (TokenSigner signer = helper.open()) {
            helper.control("sign=garbage");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.ProtocolViolation.class)
                    .hasMessageContaining("malformed answer");
            helper.control("sign=short");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.ProtocolViolation.class)
                    .hasMessageContaining("no signature of this key");
            helper.control();
            assertThat(FakeHelper.isSigned(signer, "a.b")).isTrue();
        }
    }

    @Test
    void aRefusalOfOneRequestLeavesTheHelperAlone() throws Exception {
        try (TokenSigner signer = helper.open()) {
            helper.control("sign=refuse");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.KeyUnusable.class)
                    .hasMessage("not today");
            helper.control();
            assertThat(FakeHelper.isSigned(signer, "a.b")).isTrue();
        }
        assertThat(helper.heard("start")).isEqualTo(1);
    }

    @Test
    void theHelperEndsWithTheSigner() throws Exception {
        TokenSigner signer = helper.open();
        signer.close();

        assertThat(helper.heard("eof")).isEqualTo(1);
        assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                .isInstanceOf(SignerException.TokenUnavailable.class)
                .hasMessageContaining("closed");
    }
}
