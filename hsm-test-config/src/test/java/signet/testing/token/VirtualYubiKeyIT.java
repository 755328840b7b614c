package signet.testing.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.testing.Eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

class VirtualYubiKeyIT {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String PIN = "123456";

    @TempDir Path folder;
    private PcscDaemon daemon;

    @BeforeEach
    void startPcscd() throws IOException {
        daemon = PcscDaemon.start(folder);
    }

    @AfterEach
    void stopPcscd() throws IOException {
        daemon.close();
    }

    private Pkcs11Tool openSc() throws IOException {
        return new Pkcs11Tool(daemon.openScModule(), command());
    }

    private Pkcs11Tool ykcs11() throws IOException {
        return new Pkcs11Tool(daemon.ykcs11Module(), command());
    }

    private Command command() {
        return new Command(folder, daemon.environment());
    }

    private VirtualYubiKey insert(PivKey... keys) throws IOException, InterruptedException {
        var card = VirtualYubiKey.create(PIN, keys);
        daemon.reader().insert(card);
        return card;
    }

    @Test
    void signsThroughOpenScAndYkcs11() throws Exception {
        var card =
                insert(
                        PivKey.of(PivSlot.AUTHENTICATION, KeyType.RSA_2048),
                        PivKey.of(PivSlot.SIGNATURE, KeyType.P256).withPinPolicy(PinPolicy.ONCE),
                        PivKey.of(PivSlot.CARD_AUTHENTICATION, KeyType.P384)
                                .withPinPolicy(PinPolicy.ONCE));
        for (Pkcs11Tool tool : List.of(openSc(), ykcs11())) {
            assertThat(signs(tool, KeyType.RSA_2048, "01", card, PivSlot.AUTHENTICATION)).isTrue();
            assertThat(signs(tool, KeyType.P256, "02", card, PivSlot.SIGNATURE)).isTrue();
            assertThat(signs(tool, KeyType.P384, "04", card, PivSlot.CARD_AUTHENTICATION)).isTrue();
        }
        assertThat(card.signatures()).isEqualTo(6);
    }

    private static boolean signs(
            Pkcs11Tool tool, KeyType type, String id, VirtualYubiKey card, PivSlot slot)
            throws IOException, GeneralSecurityException {
        return Signing.verified(tool, PIN, type, id, card.publicKey(slot));
    }

    private boolean signs9a(VirtualYubiKey card) throws IOException, GeneralSecurityException {
        return signs(openSc(), KeyType.P256, "01", card, PivSlot.AUTHENTICATION);
    }

    @Test
    void showsItsSerialNumbersAndItsCertificatesName() throws Exception {
        var card = insert(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        assertThat(openSc().run("-L")).contains(card.openScSerial(), card.name() + " 9a");
        assertThat(ykcs11().run("-L")).contains("YubiKey PIV #" + card.serial());
        assertThat(command().run(List.of("yubico-piv-tool", "-a", "status")))
                .contains("Version:\t5.4.3", "CN=" + card.name() + " 9a");
    }

    @Test
    void hidesAKeyWithoutCertificateFromOpenScOnly() throws Exception {
        insert(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256).withoutCertificate());
        var tool = openSc().with("PIN", PIN);
        assertThat(tool.run("--login", "--pin", "env:PIN", "-O")).doesNotContain("Private Key");
        tool = ykcs11().with("PIN", PIN);
        assertThat(tool.run("--login", "--pin", "env:PIN", "-O")).contains("Private Key");
    }

    @Test
    void countsWrongPinsDownToALockedCard() throws Exception {
        var card = insert(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        var wrong = openSc().with("PIN", "999999");
        for (int left = 2; left >= 0; left--) {
            assertThatThrownBy(() -> wrong.run("--login", "--pin", "env:PIN", "-O"))
                    .hasMessageContaining(
                            card.triesLeft() == 0 ? "CKR_PIN_LOCKED" : "CKR_PIN_INCORRECT");
            assertThat(card.triesLeft()).isEqualTo(left);
            assertThat(card.verifies()).isEqualTo(3 - left);
        }
        assertThat(openSc().run("-L")).contains("user PIN locked");
        assertThatThrownBy(() -> signs9a(card)).hasMessageContaining("CKR_PIN_LOCKED");
        card.setTriesLeft(3);
        assertThat(signs9a(card)).isTrue();
    }

    @Test
    void saysWhichKeyNeedsThePinEachTime() throws Exception {
        var card = insert(PivKey.of(PivSlot.SIGNATURE, KeyType.P256));
        assertThat(signs(ykcs11(), KeyType.P256, "02", card, PivSlot.SIGNATURE)).isTrue();
        assertThat(openSc().with("PIN", PIN).run("--login", "--pin", "env:PIN", "-O"))
                .contains("always authenticate");
    }

    @Test
    void isGoneWhenPulledAndAnotherOneAfterASwap() throws Exception {
        var card = insert(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        assertThat(signs9a(card)).isTrue();
        daemon.reader().remove();
        Eventually.await(
                "the empty reader", LONG, () -> !openSc().run("-L").contains(card.openScSerial()));
        var other = insert(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        assertThat(openSc().run("-L"))
                .contains(other.openScSerial())
                .doesNotContain(card.openScSerial());
        daemon.reader().insert(card);
        assertThat(signs9a(card)).isTrue();
        assertThat(other.verifies()).isZero();
    }

    @Test
    void hasTwoReadersWithACardEach() throws Exception {
        var one = insert(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        var two = VirtualYubiKey.create(PIN, PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        daemon.secondReader().insert(two);
        assertThat(openSc().run("-L")).contains(one.openScSerial(), two.openScSerial());
    }

    @Test
    void takesItsTimeForASignature() throws Exception {
        var card = insert(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        card.delaySignatures(Duration.ofMillis(400));
        long start = System.nanoTime();
        assertThat(signs9a(card)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void waitsForATouch() throws Exception {
        var card = insert(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256).withTouch());
        var signature =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return signs9a(card);
                            } catch (IOException | GeneralSecurityException e) {
                                throw new AssertionError(e);
                            }
                        });
        Eventually.await("the signature that waits", LONG, card::waitsForTouch);
        assertThat(card.signatures()).isZero();
        card.touch();
        assertThat(signature.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(card.signatures()).isEqualTo(1);
        assertThat(card.waitsForTouch()).isFalse();
    }

    @Test
    void losesThePinWhenSomebodyResetsTheCard() throws Exception {
        var card = insert(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        assertThat(signs9a(card)).isTrue();
        daemon.resetCard();
        assertThat(card.verified()).isFalse();
    }

    @Test
    void comesBackWithARestartedPcscdAfterInsertion() throws Exception {
        var card = insert(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        assertThat(signs9a(card)).isTrue();
        daemon.restart();
        assertThat(openSc().run("-L")).doesNotContain(card.openScSerial());
        daemon.reader().insert(card);
        assertThat(signs9a(card)).isTrue();
    }

    @Test
    void servesOtherUsersThatCanReachItsFolder() throws Exception {
        var card = insert(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        command().run(List.of("chmod", "711", folder.toString()));
        var module = daemon.openScModule().toString();
        var asOther = List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
        var list = List.of("pkcs11-tool", "--module", module, "-L");
        assertThat(command().run(concat(asOther, list))).contains(card.openScSerial());
    }

    private static List<String> concat(List<String> one, List<String> two) {
        return Stream.of(one, two).flatMap(List::stream).toList();
    }
}
