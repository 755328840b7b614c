package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignerException;
import signet.signer.remote.SignerConnection;
import signet.testing.Eventually;
import signet.testing.TestProcess;
import signet.testing.token.KeyType;
import signet.testing.token.PcscDaemon;
import signet.testing.token.PinPolicy;
import signet.testing.token.PivKey;
import signet.testing.token.PivSlot;
import signet.testing.token.VirtualYubiKey;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** accountd on a card, through real OpenSC and pcscd; the card's own counters are the witness. */
class CardLifeIT {

    private static final String PIN = "123456";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private PcscDaemon pcscd;
    private VirtualYubiKey card;
    private TokenHost host;

    @BeforeEach
    void insertACard() throws Exception {
        pcscd = PcscDaemon.start(folder);
        card = newCard(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        pcscd.reader().insert(card);
        host = new TokenHost(folder.resolve("host"), pcscd.environment(), pcscd.openScModule());
        host.pin(PIN);
        // OpenSC 0.23 may hang for ever when the card is pulled out; the usual minute is long.
        host.config("token-timeout = 10");
    }

    @AfterEach
    void stopPcscd() throws IOException {
        pcscd.close();
    }

    private static VirtualYubiKey newCard(PivKey... keys) throws Exception {
        return VirtualYubiKey.create(PIN, keys);
    }

    private String uri() {
        return host.uri("serial=" + card.openScSerial() + ";id=%01;type=private");
    }

    @Test
    void aWrongPinCostsOneTryOverThreeStarts() throws Exception {
        host.pin("999999");
        for (int start = 0; start < 3; start++) {
            Accountd.Result result = host.fail(uri());
            assertThat(result.status()).as(result.output()).isEqualTo(77);
            assertThat(result.output()).doesNotContain("999999");
        }
        assertThat(card.verifies()).isEqualTo(1);
        assertThat(card.triesLeft()).isEqualTo(2);

        host.pin(PIN);
        try (TestProcess _ = host.serve(uri())) {
            assertThat(host.signs()).isTrue();
        }
        assertThat(card.triesLeft()).isEqualTo(3);
    }

    @Test
    void theLastTryIsLeftToAPerson() throws Exception {
        card.setTriesLeft(1);
        Accountd.Result refused = host.fail(uri());
        assertThat(refused.status()).as(refused.output()).isEqualTo(77);
        assertThat(refused.output()).contains("--last-try");
        assertThat(card.verifies()).isZero();

        try (TestProcess _ = host.serve(uri(), "--last-try")) {
            assertThat(host.signs()).isTrue();
        }
        assertThat(card.triesLeft()).isEqualTo(3);
    }

    @Test
    void aLockedCardIsSentNothing() throws Exception {
        card.setTriesLeft(0);
        Accountd.Result refused = host.fail(uri(), "--last-try");
        assertThat(refused.status()).as(refused.output()).isEqualTo(77);
        assertThat(refused.output()).contains("locked");
        assertThat(card.verifies()).isZero();
    }

    @Test
    void aCardThatIsPulledOutAndPutBackSignsTheNextRequest() throws Exception {
        try (TestProcess accountd = host.serve(uri());
                SignerConnection connection = host.connect()) {
            assertThat(Requests.isSigned(connection)).isTrue();
            pcscd.reader().remove();
            // The reader is polled, so that the removal may be seen late; a hang is found later.
            Eventually.await("a refusal", LONG, () -> !signsNow());
            assertThat(accountd.process().isAlive()).isTrue();
            pcscd.reader().insert(card);
            host.awaitSignature();
            assertThat(Requests.isSigned(connection)).isTrue();
        }
    }

    private boolean signsNow() throws Exception {
        try {
            return host.signs();
        } catch (SignerException.TokenUnavailable e) {
            return false;
        }
    }

    @Test
    void anotherCardInTheReaderNeverSeesThePin() throws Exception {
        VirtualYubiKey other = newCard(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
        // By its label alone the reference would match both cards.
        try (TestProcess accountd = host.serve(host.uri("id=%01;type=private"))) {
            assertThat(host.signs()).isTrue();
            pcscd.reader().insert(other);
            Eventually.await("a refusal", LONG, () -> !signsNow());
            assertThatThrownBy(() -> host.signs())
                    .isInstanceOf(SignerException.TokenUnavailable.class)
                    .hasMessageContaining(other.openScSerial());
            assertThat(other.verifies()).isZero();
            assertThat(accountd.process().isAlive()).isTrue();

            pcscd.reader().insert(card);
            host.awaitSignature();
            assertThat(other.verifies()).isZero();
        }
    }

    @Test
    void aCardThatAnotherProgramResetsIsLoggedInAgain() throws Exception {
        host.config("token-exclusive = no");
        try (TestProcess _ = host.serve(uri())) {
            assertThat(host.signs()).isTrue();
            pcscd.resetCard();
            host.awaitSignature();
            card.deauthenticate();
            host.awaitSignature();
        }
        assertThat(card.triesLeft()).isEqualTo(3);
    }

    @Test
    void aRestartOfPcscdIsSurvived() throws Exception {
        try (TestProcess accountd = host.serve(uri())) {
            assertThat(host.signs()).isTrue();
            pcscd.restart();
            pcscd.reader().insert(card);
            host.awaitSignature();
            assertThat(accountd.process().isAlive()).isTrue();
        }
    }

    @Test
    void sixteenCallersWaitForASlowCardAndAllAreServed() throws Exception {
        try (TestProcess _ = host.serve(uri())) {
            card.delaySignatures(Duration.ofMillis(100));
            int before = card.signatures();
            List<CompletableFuture<Boolean>> callers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                callers.add(async());
            }
            for (CompletableFuture<Boolean> caller : callers) {
                assertThat(caller.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }
            assertThat(card.signatures() - before).isEqualTo(16);
        }
    }

    private CompletableFuture<Boolean> async() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return host.signs();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    @Test
    void whoeverWaitsForAFingerIsNamed() throws Exception {
        VirtualYubiKey touched =
                newCard(PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256).withTouch());
        pcscd.secondReader().insert(touched);
        card = touched;
        try (TestProcess accountd = host.start(uri(), "--quiet")) {
            // The probe at the start needs a finger too.
            Eventually.await("the touch request", LONG, touched::waitsForTouch);
            touched.touch();
            accountd.await("the socket", LONG, () -> signerListens());
            CompletableFuture<Boolean> caller = async();
            accountd.awaitText("challenge https://ca/chall/1", LONG);
            touched.touch();
            assertThat(caller.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private boolean signerListens() {
        try (SignerConnection _ = host.connect()) {
            return true;
        } catch (SignerException e) {
            return false;
        }
    }

    @Test
    void aKeyThatWantsThePinEachTimeGetsItEachTime() throws Exception {
        card = newCard(PivKey.of(PivSlot.SIGNATURE, KeyType.P256).withPinPolicy(PinPolicy.ALWAYS));
        pcscd.secondReader().insert(card);
        try (TestProcess _ =
                host.serve(host.uri("serial=" + card.openScSerial() + ";id=%02;type=private"))) {
            int before = card.verifies();
            for (int i = 0; i < 3; i++) {
                assertThat(host.signs()).isTrue();
            }
            assertThat(card.verifies() - before).isEqualTo(3);
        }
        assertThat(card.triesLeft()).isEqualTo(3);
    }

    @Test
    void nobodyElseSignsWithTheCardWhileWeAreLoggedIn() throws Exception {
        try (TestProcess _ = host.serve(uri())) {
            assertThat(host.signs()).isTrue();
            // A plain SELECT of the PIV applet, as any program could begin.
            ProcessBuilder other =
                    new ProcessBuilder("opensc-tool", "-s", "00:A4:04:00:05:A0:00:00:03:08");
            other.environment().putAll(pcscd.environment());
            try (TestProcess process = TestProcess.start(folder.resolve("other"), other)) {
                assertThat(process.awaitExit(LONG)).as(process.text()).isNotZero();
            }
        }
    }

    @Test
    void thePinIsInNoCommandLineAndNoEnvironment() throws Exception {
        try (TestProcess accountd = host.serve(uri())) {
            assertThat(host.signs()).isTrue();
            List<Long> helpers = TokenHost.helpers(accountd);
            assertThat(helpers).hasSize(1);
            for (long pid :
                    List.of(
                            accountd.process().children().findFirst().get().pid(),
                            helpers.getFirst())) {
                assertThat(Proc.read(pid, "cmdline")).doesNotContain(PIN);
                assertThat(Proc.read(pid, "environ")).doesNotContain(PIN);
                assertThat(Proc.read(pid, "limits")).containsPattern("Max core file size +0 +0");
            }
            assertThat(accountd.text()).doesNotContain(PIN);
        }
    }

    @Test
    void requestsAreServedWithinTheWatchdogsTimeHoweverOftenTheCardIsPulled() throws Exception {
        // OpenSC 0.23 hangs for ever in about one of five removals.
        host.config("token-timeout = 3");
        try (TestProcess accountd = host.serve(uri())) {
            for (int i = 0; i < 5; i++) {
                assertThat(host.signs()).isTrue();
                pcscd.reader().remove();
                Eventually.await("a refusal", LONG, () -> !signsNow());
                pcscd.reader().insert(card);
                host.awaitSignature();
            }
            assertThat(accountd.process().isAlive()).isTrue();
        }
    }
}
