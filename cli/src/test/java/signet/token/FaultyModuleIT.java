package signet.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.protocol.Greeting;
import signet.signer.protocol.Refusal;
import signet.testing.Eventually;
import signet.testing.token.Controls;
import signet.testing.token.Fault;
import signet.testing.token.FaultShim;
import signet.testing.token.KeyType;
import signet.testing.token.SoftHsm;
import signet.testing.token.SoftKey;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program of the distribution, with a module that fails as told. */
@Timeout(180)
class FaultyModuleIT {

    private static final String PIN = "123456";
    private static final long CKR_DEVICE_REMOVED = 0x32;
    private static final int KILLED_BY_SEGV = 128 + 11;
    private static final int ABORTED = 128 + 6;

    @TempDir Path folder;
    private FaultShim shim;

    @BeforeEach
    void makeAKey() throws IOException {
        SoftHsm hsm = SoftHsm.create(folder);
        var _ = hsm.token("acme", PIN).generate(SoftKey.of(KeyType.P256, "01", "k"));
        shim = FaultShim.build(folder, hsm.modulePath(), hsm.environment());
    }

    private TokenProcess start(Path module, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(shim.environment());
        environment.putAll(more);
        HelperTask.Key key =
                new HelperTask.Key(
                        "pkcs11:token=acme", module.toString(), "native", Optional.empty());
        return TokenProcess.start(folder, environment, new HelperTask.Serve(key));
    }

    private TokenProcess start() throws IOException {
        return start(shim.modulePath(), Map.of());
    }

    private void fault(Fault fault) throws IOException {
        shim.set(Controls.none().with(fault));
    }

    private void awaitHang(String function) {
        Eventually.await(
                function + " to hang",
                TokenProcess.LONG,
                () -> shim.log().count(function, "hang") > 0);
    }

    @Test
    void aCrashIsSeenAsTheEndOfTheStream() throws Exception {
        try (TokenProcess process = start()) {
            Greeting _ = process.serve(PIN);
            fault(Fault.crashing("C_Sign"));
            process.send(TokenProcess.request("n"));
            assertThat(process.answer()).isEmpty();
            assertThat(process.awaitExit()).isIn(KILLED_BY_SEGV, ABORTED);
            assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith("hs_err"));
        }
    }

    @Test
    void endsWithItsInputThoughASignatureHangs() throws Exception {
        try (TokenProcess process = start()) {
            Greeting _ = process.serve(PIN);
            fault(Fault.hanging("C_Sign"));
            process.send(TokenProcess.request("n"));
            awaitHang("C_Sign");
            process.endInput();
            assertThat(process.awaitExit()).isZero();
            assertThat(process.answer()).isEmpty();
        }
    }

    @Test
    void endsWithItsInputThoughTheModuleHangsAtItsEnd() throws Exception {
        try (TokenProcess process = start()) {
            Greeting _ = process.serve(PIN);
            fault(Fault.hanging("C_Finalize"));
            process.endInput();
            assertThat(process.awaitExit()).isZero();
        }
    }

    @Test
    void endsWithItsInputThoughTheLoginHangs() throws Exception {
        fault(Fault.hanging("C_Login"));
        try (TokenProcess process = start()) {
            var _ = process.read(HelperReport.TokenFound.class);
            process.sendPin(PIN);
            awaitHang("C_Login");
            process.endInput();
            assertThatThrownBy(() -> process.read(HelperReport.Ready.class))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("status 0");
        }
    }

    @Test
    void logsOutAndFinalizesAtTheEndOfItsInput() throws Exception {
        try (TokenProcess process = start()) {
            Greeting _ = process.serve(PIN);
            process.endInput();
            assertThat(process.awaitExit()).isZero();
        }
        assertThat(shim.log().openSessions()).isZero();
        assertThat(shim.log().count("C_Finalize", "0x0")).isEqualTo(1);
    }

    @Test
    void aTokenThatIsGoneIsToldAndEndsTheProcess() throws Exception {
        try (TokenProcess process = start()) {
            Greeting _ = process.serve(PIN);
            fault(Fault.returning("C_Sign", CKR_DEVICE_REMOVED));
            process.send(TokenProcess.request("n"));
            Refusal refusal = Refusal.parse(process.answer().orElseThrow());
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TOKEN_UNAVAILABLE);
            assertThat(refusal.detail()).contains("CKR_DEVICE_REMOVED");
            assertThat(process.answer()).isEmpty();
            assertThat(process.awaitExit()).isEqualTo(3);
        }
    }

    @Test
    void aModuleThatPrintsAndReadsDoesNotDisturbTheDialog() throws Exception {
        Path source = folder.resolve("noise.c");
        Files.writeString(
                source,
                """
                #include <stdio.h>
                __attribute__((constructor)) static void noise(void) {
                    char line[64];
                    printf("vendor banner\\n");
                    fflush(stdout);
                    fprintf(stderr, "read %s\\n", fgets(line, 64, stdin) ? line : "nothing");
                }
                """);
        Path noise = folder.resolve("noise.so");
        Process gcc =
                new ProcessBuilder(
                                List.of(
                                        "gcc",
                                        "-shared",
                                        "-fPIC",
                                        "-o",
                                        noise.toString(),
                                        source.toString(),
                                        "-Wl,--no-as-needed",
                                        shim.modulePath().toString()))
                        .inheritIO()
                        .start();
        assertThat(gcc.waitFor()).isZero();
        try (TokenProcess process = start(noise, Map.of())) {
            Greeting _ = process.serve(PIN);
            process.send(TokenProcess.request("n"));
            assertThat(process.answer().orElseThrow()).matches("[A-Za-z0-9_-]{86}");
            assertThat(process.errors()).contains("vendor banner").contains("read nothing");
        }
    }
}
