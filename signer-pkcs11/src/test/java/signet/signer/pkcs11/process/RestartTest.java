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

/** A token that goes away and comes back, or doesn't. */
class RestartTest {

    @TempDir private Path folder;
    private FakeHelper helper;

    @BeforeEach
    void makeAHelper() throws Exception {
        helper = new FakeHelper(folder);
    }

    private void killHelper(TokenSigner signer) throws Exception {
        helper.control("sign=exit");
        assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                .isInstanceOf(SignerException.TokenUnavailable.class)
                .hasMessageContaining("exit status 3");
        helper.control();
    }

    @Test
    void aTokenThatWasAwayAndIsBackCostsNoRequest() throws Exception {
        try (TokenSigner signer = helper.open()) {
            helper.control("sign=away");
            Thread back =
                    Thread.ofPlatform()
                            .start(
                                    () ->
                                            Eventually.await(
                                                    "the token is back",
                                                    FakeHelper.LONG,
                                                    () -> {
                                                        boolean heard = helper.heard("request") > 0;
                                                        if (heard) {
                                                            helper.control();
                                                        }
                                                        return heard;
                                                    }));
            assertThat(FakeHelper.isSigned(signer, "a.b")).isTrue();
            back.join();
        }
    }

    @Test
    void withoutItsTokenEachRequestIsRefusedUntilItIsBack() throws Exception {
        try (TokenSigner signer = helper.open()) {
            helper.control("sign=away", "open=absent");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.TokenUnavailable.class)
                    .hasMessage("no token with serial 0042");
            helper.control();
            Eventually.await(
                    "the token is back",
                    FakeHelper.LONG,
                    () -> {
                        try {
                            return FakeHelper.isSigned(signer, "a.b");
                        } catch (SignerException.TokenUnavailable e) {
                            return false;
                        }
                    });
        }
    }

    @Test
    void aClientCanNotMakeHelpersStartOneAfterTheOther() throws Exception {
        helper.interval = Duration.ofMillis(500);
        try (TokenSigner signer = helper.open()) {
            helper.control("sign=away", "open=absent");
            long before = helper.heard("start");
            long begin = System.nanoTime();
            for (int i = 0; i < 200; i++) {
                assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                        .isInstanceOf(SignerException.TokenUnavailable.class);
            }
            long periods = 1 + Duration.ofNanos(System.nanoTime() - begin).toMillis() / 500;
            assertThat(helper.heard("start") - before).isBetween(1L, periods);
        }
    }

    @Test
    void requestsThatNeedAHelperAtTheSameTimeShareOneStart() throws Exception {
        try (TokenSigner signer = helper.open()) {
            killHelper(signer);
            assertThat(FakeHelper.together(8, () -> FakeHelper.isSigned(signer, "a.b")))
                    .containsOnly(true);
        }
        assertThat(helper.heard("start")).isEqualTo(2);
    }

    @Test
    void anotherTokenNeverSeesThePin() throws Exception {
        try (TokenSigner signer = helper.open()) {
            killHelper(signer);
            helper.control("serial=0043");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.TokenUnavailable.class)
                    .hasMessageContainingAll("another token", "\"0043\"", "\"0042\"");
        }
        assertThat(helper.heard("pin")).isEqualTo(1);
        assertThat(helper.heard().get(0)).doesNotContain("serial");
        assertThat(helper.heard()).anyMatch(line -> line.contains("\"serial\":\"0042\""));
    }

    @Test
    void anotherKeyOnTheTokenIsNotUsed() throws Exception {
        try (TokenSigner signer = helper.open()) {
            killHelper(signer);
            helper.newKey();
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.KeyUnusable.class)
                    .hasMessageContainingAll("another key", "restart");
        }
    }

    @Test
    void withoutATokenAtTheStartThereIsNoSigner() throws Exception {
        helper.control("open=absent");
        assertThatThrownBy(helper::open)
                .isInstanceOf(SignerException.TokenUnavailable.class)
                .hasMessage("no token with serial 0042");
    }

    @Test
    void aModuleThatHangsAtTheStartIsEnded() throws Exception {
        helper.limits = new PipelineLimits(9, FakeHelper.LONG, Duration.ofMillis(300));
        helper.control("open=hang");
        assertThatThrownBy(helper::open)
                .isInstanceOf(SignerException.TokenUnavailable.class)
                .hasMessageContaining("did not answer");
    }

    @Test
    void aModuleThatCrashesAtTheStartIsReported() throws Exception {
        helper.control("open=crash");
        assertThatThrownBy(helper::open)
                .isInstanceOf(SignerException.TokenUnavailable.class)
                .hasMessageContaining("killed by signal 11");
    }

    @Test
    void whatTheModulePrintsIsLoggedEscapedAndInBounds() throws Exception {
        helper.control("stderr=\u001b[31mred " + "x".repeat(2000));
        helper.open().close();

        Eventually.await("a line", FakeHelper.LONG, () -> !helper.log.lines().isEmpty());
        List<String> lines = helper.log.lines();
        assertThat(lines.getFirst())
                .startsWith("token: \\u001b[31mred")
                .endsWith("...")
                .hasSizeLessThan(600);
    }
}
