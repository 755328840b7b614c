package signet.signer.pkcs11.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import signet.signer.Confirmation;
import signet.signer.SignerException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

class PinGuardTest {

    private static final TokenIdentity TOKEN = new TokenIdentity("Yubico", "YubiKey 5", "0042");
    private static final TokenIdentity OTHER = new TokenIdentity("Yubico", "YubiKey 5", "0043");
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-02T03:04:05.6Z"), ZoneOffset.UTC);

    private static final SlowHash QUICK = new SlowHash(1000);

    @TempDir private Path temporary;
    private Path folder;

    @BeforeEach
    void nameAFolderThatDoesNotExistYet() {
        folder = temporary.resolve("state/signet");
    }

    /** Each one is a new process, as far as the memory goes. */
    private PinGuard guard() {
        return guard(Confirmation.NEVER, false);
    }

    private PinGuard guard(Confirmation confirmation, boolean lastTry) {
        return new PinGuard(new PinMemory(folder, QUICK), confirmation, lastTry, CLOCK);
    }

    private PinAttempt attempt(TokenIdentity token, PinState state, String pin) throws Exception {
        return attempt(guard(), token, state, pin);
    }

    private static PinAttempt attempt(
            PinGuard guard, TokenIdentity token, PinState state, String pin) throws Exception {
        try (Pin secret = pin(pin)) {
            return guard.attempt(token, state, secret);
        }
    }

    private static Pin pin(String text) throws IOException {
        return Pin.of(text.getBytes(StandardCharsets.UTF_8), "a test");
    }

    private void refuse(String pin) throws Exception {
        try (PinAttempt attempt = attempt(TOKEN, PinState.OK, pin)) {
            attempt.refused();
        }
    }

    private void leaveUnanswered(String pin) throws Exception {
        attempt(TOKEN, PinState.OK, pin).close();
    }

    private void assertRefused(TokenIdentity token, PinState state, String pin, String... words) {
        assertThatThrownBy(() -> attempt(token, state, pin).close())
                .isInstanceOf(SignerException.PinRejected.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining(pin);
    }

    @Test
    void aRefusedPinIsNeverSentAgainAlsoByAnotherProcess() throws Exception {
        refuse("123456");

        for (int restart = 0; restart < 3; restart++) {
            assertRefused(
                    TOKEN,
                    PinState.OK,
                    "123456",
                    "refused this PIN at 2026-11-02T03:04:05Z",
                    "serial \"0042\"",
                    "change the file",
                    "signet-accountd token forget-pin --serial=0042");
        }
    }

    @Test
    void anotherPinAndAnotherTokenAreNotConcerned() throws Exception {
        refuse("123456");

        attempt(TOKEN, PinState.COUNT_LOW, "654321").close();
        attempt(OTHER, PinState.OK, "123456").close();
    }

    @Test
    void anAcceptedPinClearsWhatTheTokenRefusedBefore() throws Exception {
        refuse("123456");
        try (PinAttempt attempt = attempt(TOKEN, PinState.COUNT_LOW, "654321")) {
            attempt.accepted();
        }

        attempt(TOKEN, PinState.OK, "123456").close();
    }

    @Test
    void anAcceptedPinLeavesTheEntriesOfOtherTokens() throws Exception {
        refuse("123456");
        try (PinAttempt attempt = attempt(OTHER, PinState.OK, "123456")) {
            attempt.accepted();
        }

        assertRefused(TOKEN, PinState.OK, "123456", "refused this PIN");
    }

    @Test
    void theSendingIsOnTheDiskBeforeThePinIsSent() throws Exception {
        try (PinAttempt _ = attempt(TOKEN, PinState.OK, "123456")) {
            assertThat(Files.readString(folder.resolve("refused-pins"))).contains("UNANSWERED");
        }
    }

    @Test
    void anUnansweredPinIsSentOnceMoreAndNeverAThirdTime() throws Exception {
        leaveUnanswered("123456");
        leaveUnanswered("123456");

        assertRefused(TOKEN, PinState.OK, "123456", "did not answer this PIN twice");
    }

    @ParameterizedTest
    @EnumSource(names = {"COUNT_LOW", "FINAL_TRY"})
    void anUnansweredPinIsNotSentToATokenThatHasCountedAWrongOne(PinState state) throws Exception {
        leaveUnanswered("123456");

        assertThatThrownBy(() -> attempt(guard(_ -> true, true), TOKEN, state, "123456").close())
                .isInstanceOf(SignerException.PinRejected.class)
                .hasMessageContaining("has counted a wrong one");
    }

    @Test
    void aPinThatDidNotReachTheTokenDoesNotCount() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (PinAttempt attempt = attempt(TOKEN, PinState.OK, "123456")) {
                attempt.notSent();
            }
        }
        leaveUnanswered("123456");
        leaveUnanswered("123456");
    }

    @Test
    void nothingIsSentToALockedToken() {
        assertThatThrownBy(() -> attempt(guard(_ -> true, true), TOKEN, PinState.LOCKED, "1"))
                .isInstanceOfSatisfying(
                        SignerException.PinRejected.class,
                        e -> assertThat(e.triesLeft()).hasValue(0))
                .hasMessageContainingAll("locked", "PUK", "nothing was sent");
        assertThatThrownBy(() -> guard().checkPinpad(TOKEN, PinState.LOCKED))
                .isInstanceOf(SignerException.PinRejected.class);
    }

    @Test
    void theLastTryNeedsAPersonsYes() throws Exception {
        List<String> questions = new ArrayList<>();
        Confirmation no = question -> !questions.add(question);

        assertThatThrownBy(() -> attempt(guard(no, false), TOKEN, PinState.FINAL_TRY, "123456"))
                .isInstanceOfSatisfying(
                        SignerException.PinRejected.class,
                        e -> assertThat(e.triesLeft()).hasValue(1))
                .hasMessageContainingAll("one last try", "--last-try", "nothing was sent");
        assertThat(questions).hasSize(1).first().asString().contains("another wrong PIN locks it");
        assertThatThrownBy(() -> guard(no, false).checkPinpad(TOKEN, PinState.FINAL_TRY))
                .isInstanceOf(SignerException.PinRejected.class);

        attempt(guard(_ -> true, false), TOKEN, PinState.FINAL_TRY, "123456").close();
    }

    @Test
    void theOptionGrantsOneLastTryOnly() throws Exception {
        PinGuard guard = guard(Confirmation.NEVER, true);
        attempt(guard, TOKEN, PinState.FINAL_TRY, "123456").close();

        assertThatThrownBy(() -> attempt(guard, TOKEN, PinState.FINAL_TRY, "654321"))
                .isInstanceOf(SignerException.PinRejected.class);
    }

    @Test
    void theLastTryIsNotSpentOnAPinThatWasRefused() throws Exception {
        refuse("123456");
        PinGuard guard = guard(Confirmation.NEVER, true);

        assertThatThrownBy(() -> attempt(guard, TOKEN, PinState.FINAL_TRY, "123456"))
                .hasMessageContaining("refused this PIN");
        attempt(guard, TOKEN, PinState.FINAL_TRY, "654321").close();
    }

    @Test
    void thePinIsNotSentWhereTheMemoryCanNotBeWritten() throws Exception {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file in the way");

        assertThatThrownBy(() -> attempt(TOKEN, PinState.OK, "123456"))
                .isInstanceOf(SignerException.KeyUnusable.class)
                .hasMessageContainingAll("was not sent", "set \"state\"", folder.toString());
    }

    @Test
    void thePinIsNotSentWhereOthersCanWriteTheMemory() throws Exception {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> attempt(TOKEN, PinState.OK, "123456"))
                .hasMessageContaining("chmod go-w " + folder);
    }

    @Test
    void thePinIsNotSentWhereTheMemoryIsDamaged() throws Exception {
        refuse("123456");
        Files.writeString(folder.resolve("refused-pins"), "{\"version\":1,");

        assertThatThrownBy(() -> attempt(TOKEN, PinState.OK, "123456"))
                .hasMessageContainingAll("is damaged", "remove the file");
    }

    @Test
    void theMemoryIsForItsOwnerAloneAndHoldsNoPin() throws Exception {
        refuse("123456");
        Path file = folder.resolve("refused-pins");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(Files.readString(file)).doesNotContain("123456");
    }

    @Test
    void aPersonCanHaveATokensPinsForgotten() throws Exception {
        refuse("123456");
        refuse("654321");
        PinMemory memory = new PinMemory(folder, QUICK);

        assertThat(memory.forget("0043")).isZero();
        assertThat(memory.forget("0042")).isEqualTo(2);
        attempt(TOKEN, PinState.OK, "123456").close();
    }

    @Test
    void aTokenWithoutAPinIsNotAskedForOne() {
        assertThatThrownBy(() -> guard().checkToken(TOKEN, PinState.NOT_INITIALIZED))
                .isInstanceOf(SignerException.KeyUnusable.class)
                .hasMessageContaining("no user PIN yet");
    }
}
