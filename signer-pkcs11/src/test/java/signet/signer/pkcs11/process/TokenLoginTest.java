package signet.signer.pkcs11.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SecretSource;
import signet.signer.SignerException;
import signet.signer.pkcs11.pin.PinPolicy;

import java.nio.file.Path;
import java.time.Duration;

/** The PIN on its way to the token. */
class TokenLoginTest {

    @TempDir private Path folder;
    private FakeHelper helper;

    @BeforeEach
    void makeAHelper() throws Exception {
        helper = new FakeHelper(folder);
    }

    private static SecretSource file(String... pins) {
        var next = java.util.Arrays.asList(pins).iterator();
        return new SecretSource() {
            @Override
            public char[] read(String prompt) {
                return next.next().toCharArray();
            }

            @Override
            public boolean canBeReadAgain() {
                return true;
            }
        };
    }

    private void assertNotSent() {
        assertThatThrownBy(helper::open).isInstanceOf(SignerException.PinRejected.class);
    }

    @Test
    void aWrongPinIsSentOnceHoweverOftenWeAreStarted() throws Exception {
        helper.secrets = _ -> "9999".toCharArray();
        assertThatThrownBy(helper::open)
                .isInstanceOfSatisfying(
                        SignerException.PinRejected.class,
                        e -> assertThat(e.triesLeft()).hasValue(2));
        for (int restart = 0; restart < 3; restart++) {
            assertThatThrownBy(helper::open)
                    .isInstanceOf(SignerException.PinRejected.class)
                    .hasMessageContaining("refused this PIN")
                    .hasMessageNotContaining("9999");
        }
        assertThat(helper.heard("start")).isEqualTo(4);
        assertThat(helper.heard("pin")).isEqualTo(1);
    }

    @Test
    void aPinThatWasChangedOnTheTokenIsSentOnceWhileRunning() throws Exception {
        helper.secrets = file("1234", "1234", "1234", "5678");
        try (TokenSigner signer = helper.open()) {
            helper.control("pin=5678", "sign=exit");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.TokenUnavailable.class);
            helper.control("pin=5678");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.PinRejected.class);
            // The same from the file is not sent, the new one is.
            signet.testing.Eventually.await(
                    "the file has the new PIN",
                    FakeHelper.LONG,
                    () -> {
                        try {
                            return FakeHelper.isSigned(signer, "a.b");
                        } catch (SignerException.PinRejected e) {
                            return false;
                        }
                    });
        }
        assertThat(helper.heard().stream().filter(line -> line.startsWith("pin")))
                .containsExactly("pin 1234", "pin 1234", "pin 5678");
    }

    @Test
    void aModuleThatHangsInTheLoginGetsThePinTwiceAtMost() throws Exception {
        helper.limits = new PipelineLimits(9, FakeHelper.LONG, Duration.ofMillis(1500));
        helper.control("login-do=hang");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(helper::open).isInstanceOf(SignerException.TokenUnavailable.class);
        }
        helper.control();
        assertThatThrownBy(helper::open)
                .isInstanceOf(SignerException.PinRejected.class)
                .hasMessageContaining("did not answer this PIN twice");
        assertThat(helper.heard("pin")).isEqualTo(2);
    }

    @Test
    void aPinThatTheHelperDidNotSendIsSentLater() throws Exception {
        helper.control("login-do=changed");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(helper::open).hasMessage("the token was changed");
        }
        helper.control();
        helper.open().close();
    }

    @Test
    void lockedAndLastTryAreNotSentAnything() throws Exception {
        helper.control("pin-state=locked");
        assertNotSent();
        helper.control("pin-state=final-try");
        assertNotSent();
        assertThat(helper.heard("pin")).isZero();

        helper.confirmation = question -> question.contains("last try");
        helper.open().close();
        assertThat(helper.heard("pin 1234")).isEqualTo(1);
    }

    @Test
    void aTokenWithAPinpadIsSentNoPinAndThePersonIsTold() throws Exception {
        helper.secrets =
                _ -> {
                    throw new AssertionError("nobody is to be asked");
                };
        helper.control("login=pinpad");
        helper.open().close();
        assertThat(helper.heard("pin null")).isEqualTo(1);
        assertThat(helper.log.lines()).anyMatch(line -> line.contains("on its own keys"));

        helper.control("login=pinpad", "pin-state=final-try");
        assertNotSent();
        helper.control("login=pinpad", "pin-state=locked");
        assertNotSent();
        assertThat(helper.heard("pin")).isEqualTo(1);
    }

    @Test
    void aKeyThatIsNotThereSaysNothingAgainstThePin() throws Exception {
        helper.secrets = file("1234", "1234", "1234", "1234");
        helper.control("open=no-key");
        for (int start = 1; start <= 3; start++) {
            assertThatThrownBy(() -> helper.open()).isInstanceOf(SignerException.KeyNotFound.class);
            assertThat(helper.heard("pin 1234")).isEqualTo(start);
        }
        helper.control();
        helper.open().close();
    }

    @Test
    void aKeptPinIsSentToANewHelper() throws Exception {
        helper.secrets = file("1234");
        try (TokenSigner signer = helper.open()) {
            helper.control("sign=exit");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.TokenUnavailable.class);
            helper.control();
            assertThat(FakeHelper.isSigned(signer, "a.b")).isTrue();
        }
    }

    @Test
    void aTypedPinThatIsNotKeptIsNotToBeHadAgain() throws Exception {
        helper.policy = PinPolicy.ASK;
        try (TokenSigner signer = helper.open()) {
            helper.control("sign=exit");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.TokenUnavailable.class);
            helper.control();
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.TokenUnavailable.class)
                    .hasMessageContainingAll("restart", "askpass");
        }
    }

    @Test
    void eachSignatureOfAKeyThatWantsItGetsThePin() throws Exception {
        helper.control("always=true");
        try (TokenSigner signer = helper.open()) {
            assertThat(FakeHelper.isSigned(signer, "a.b")).isTrue();
            assertThat(FakeHelper.isSigned(signer, "a.c")).isTrue();
        }
        assertThat(helper.heard("context 1234")).isEqualTo(2);
    }

    @Test
    void aWrongPinForASignatureIsRemembered() throws Exception {
        helper.control("always=true");
        try (TokenSigner signer = helper.open()) {
            helper.control("always=true", "pin=5678");
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                        .isInstanceOf(SignerException.class);
            }
        }
        assertThatThrownBy(helper::open).hasMessageContaining("refused this PIN");
    }

    @Test
    void aPinThatIsAskedForEachSignatureIsCheckedLikeAnyOther() throws Exception {
        helper.policy = PinPolicy.ASK;
        helper.secrets = file("1234", "1234", "9999", "9999", "1234");
        helper.control("always=true");
        try (TokenSigner signer = helper.open()) {
            assertThat(FakeHelper.isSigned(signer, "a.b")).isTrue();
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .isInstanceOf(SignerException.PinRejected.class)
                    .hasMessage("the PIN is wrong");
            assertThatThrownBy(() -> signer.sign(new byte[] {'x'}))
                    .hasMessageContaining("refused this PIN");
            assertThat(FakeHelper.isSigned(signer, "a.b")).isTrue();
        }
        assertThat(helper.heard("context 9999")).isEqualTo(1);
    }

    @Test
    void aTypedPinThatIsNotKeptIsNotEnoughForSuchAKey() throws Exception {
        helper.policy = PinPolicy.ASK;
        helper.control("always=true");
        assertThatThrownBy(helper::open)
                .isInstanceOf(SignerException.KeyUnusable.class)
                .hasMessageContaining("pin-policy = keep");
    }
}
