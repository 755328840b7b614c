package signet.testing.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;

class FaultShimIT {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String PIN = "123456";

    @TempDir Path folder;
    private FaultShim shim;
    private PublicKey key;

    @BeforeEach
    void makeATokenBehindAShim() throws IOException {
        SoftHsm hsm = SoftHsm.create(folder);
        key = hsm.token("acme", PIN).generate(SoftKey.of(KeyType.P256, "01", "account"));
        shim = FaultShim.build(folder, hsm.modulePath(), hsm.environment());
    }

    private Pkcs11Tool tool() {
        return new Pkcs11Tool(shim.modulePath(), new Command(folder, shim.environment()));
    }

    private boolean signs() throws IOException, GeneralSecurityException {
        return Signing.verified(tool(), PIN, KeyType.P256, "01", key);
    }

    @Test
    void logsEachCallAndTheLengthOfThePinOnly() throws IOException, GeneralSecurityException {
        assertThat(signs()).isTrue();
        CallLog log = shim.log();
        assertThat(log.count("C_Sign", "0x0")).isEqualTo(1);
        assertThat(log.of("C_Login"))
                .singleElement()
                .returns("0x0", CallLog.Call::result)
                .returns("user=1 pin=6", CallLog.Call::note);
        assertThat(log.openSessions()).isZero();
        assertThat(log.toString()).doesNotContain(PIN);
        shim.clearLog();
        assertThat(shim.log().calls()).isEmpty();
    }

    @Test
    void failsTheNextCallsOverAllProcessesAndThenNoMore()
            throws IOException, GeneralSecurityException {
        shim.set(Controls.none().with(Fault.returning("C_SignInit", 0x30).forNext(2)));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::signs).hasMessageContaining("CKR_DEVICE_ERROR");
        }
        assertThat(signs()).isTrue();
        assertThat(shim.log().count("C_SignInit", "0x30")).isEqualTo(2);
    }

    @Test
    void endsTheOperationOfTheTokenWhenASignatureFails() throws IOException {
        shim.set(Controls.none().with(Fault.returning("C_Sign", 0x30)));
        assertThatThrownBy(this::signs)
                .hasMessageContaining("C_SignUpdate failed: rv = CKR_OPERATION_NOT_INITIALIZED");
        assertThat(shim.log().of("C_Sign"))
                .singleElement()
                .returns("0x30", CallLog.Call::result)
                .returns("injected", CallLog.Call::note);
    }

    @Test
    void failsOneCallOnly() throws IOException, GeneralSecurityException {
        shim.set(Controls.none().with(Fault.returning("C_SignInit", 0x101).onlyAtCall(2)));
        assertThat(signs()).isTrue();
        assertThatThrownBy(this::signs).hasMessageContaining("CKR_USER_NOT_LOGGED_IN");
        assertThat(signs()).isTrue();
    }

    @Test
    void addsFlagsToTheToken() throws IOException {
        assertThat(tool().run("-L")).doesNotContain("locked", "final", "low");
        shim.set(
                Controls.none()
                        .withFlags(
                                TokenFlag.USER_PIN_COUNT_LOW,
                                TokenFlag.USER_PIN_FINAL_TRY,
                                TokenFlag.USER_PIN_LOCKED));
        assertThat(tool().run("-L"))
                .contains("user PIN count low", "final user PIN try", "user PIN locked");
    }

    @Test
    void asksThePinpadWhenNoPinIsGivenUntilSomebodyCancels() throws IOException {
        Path pin = Files.writeString(folder.resolve("pinpad"), PIN);
        shim.set(Controls.none().withPinpad(pin, Duration.ofMillis(300)));
        long start = System.nanoTime();
        assertThat(tool().run("--login", "-O")).contains("Private Key Object");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(300));
        assertThat(shim.log().of("C_Login"))
                .extracting(CallLog.Call::note)
                .containsExactly("user=1 no-pin");
        Files.delete(pin);
        assertThatThrownBy(() -> tool().run("--login", "-O"))
                .hasMessageContaining("CKR_FUNCTION_CANCELED");
    }

    @Test
    void tellsAndKeepsALimitOfSessions() throws IOException {
        Path program = folder.resolve("sessions");
        var command = new Command(folder, shim.environment());
        command.run(
                List.of(
                        "gcc",
                        "-I/usr/include/p11-kit-1",
                        "-o",
                        program.toString(),
                        "src/test/c/sessions.c",
                        "-ldl"));
        var open = List.of(program.toString(), shim.modulePath().toString());
        shim.set(Controls.none().withMaxSessions(2));
        assertThat(command.run(open)).isEqualTo("max 2: 0x0 0x0 0xb1 0x0\n");
        shim.set(Controls.none());
        assertThat(command.run(open)).isEqualTo("max 0: 0x0 0x0 0x0 0x0\n");
    }

    @Test
    void delaysACall() throws IOException, GeneralSecurityException {
        shim.set(Controls.none().with(Fault.delaying("C_Sign", Duration.ofMillis(300))));
        long start = System.nanoTime();
        assertThat(signs()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void hangsUntilTheFaultIsTakenAway() throws IOException {
        shim.set(Controls.none().with(Fault.hanging("C_GetSlotList")));
        var builder =
                new ProcessBuilder("pkcs11-tool", "--module", shim.modulePath().toString(), "-L");
        builder.environment().putAll(shim.environment());
        try (var process = TestProcess.start(folder.resolve("hang.log"), builder)) {
            process.await("hang", LONG, () -> shim.log().count("C_GetSlotList", "hang") == 1);
            assertThat(process.process().isAlive()).isTrue();
            shim.set(Controls.none());
            assertThat(process.awaitExit(LONG)).isZero();
            assertThat(process.text()).contains("acme");
        }
    }

    @Test
    void crashesWhoeverCalls() throws IOException, GeneralSecurityException {
        shim.set(Controls.none().with(Fault.crashing("C_Sign").forNext(1)));
        assertThatThrownBy(this::signs).hasMessageContaining("ends with 139");
        assertThat(shim.log().count("C_Sign", "crash")).isEqualTo(1);
        assertThat(signs()).isTrue();
    }
}
