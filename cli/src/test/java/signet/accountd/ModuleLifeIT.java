package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignerException;
import signet.signer.remote.SignerConnection;
import signet.testing.TestProcess;
import signet.testing.token.Controls;
import signet.testing.token.Fault;
import signet.testing.token.FaultShim;
import signet.testing.token.KeyType;
import signet.testing.token.SoftHsm;
import signet.testing.token.SoftKey;
import signet.testing.token.SoftToken;
import signet.testing.token.TokenFlag;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** accountd on SoftHSM2 behind a module that fails as told; its log of calls is the witness. */
class ModuleLifeIT {

    private static final String PIN = "123456";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private SoftToken token;
    private FaultShim shim;
    private TokenHost host;

    @BeforeEach
    void makeAToken() throws Exception {
        SoftHsm hsm = SoftHsm.create(Files.createDirectory(folder.resolve("hsm")));
        token = hsm.token("acme", PIN);
        token.generate(SoftKey.of(KeyType.P256, "01", "account"));
        token.generate(SoftKey.of(KeyType.P256, "02", "careful").withAlwaysAuthenticate());
        token.generate(SoftKey.of(KeyType.RSA_2048, "03", "certified").withCertificate());
        shim =
                FaultShim.build(
                        Files.createDirectory(folder.resolve("shim")),
                        hsm.modulePath(),
                        hsm.environment());
        host = new TokenHost(folder.resolve("host"), shim.environment(), shim.modulePath());
        host.pin(PIN);
    }

    private String uri(String id) {
        return host.uri("token=acme;id=%" + id + ";type=private");
    }

    @Test
    void aWrongPinReachesTheModuleOnceOverThreeStarts() throws Exception {
        host.pin("999999");
        for (int start = 0; start < 3; start++) {
            Accountd.Result result = host.fail(uri("01"));
            assertThat(result.status()).as(result.output()).isEqualTo(77);
        }
        assertThat(shim.log().count("C_Login")).isEqualTo(1);
    }

    @Test
    void aPinThatWasCorrectedInItsFileIsTakenAtTheNextStart() throws Exception {
        host.pin("999999");
        assertThat(host.fail(uri("01")).status()).isEqualTo(77);
        host.pin(PIN);
        try (TestProcess _ = host.serve(uri("01"))) {
            assertThat(host.signs()).isTrue();
        }
    }

    @Test
    void theLastTryOfATokenIsLeftToAPerson() throws Exception {
        shim.set(Controls.none().withFlags(TokenFlag.USER_PIN_FINAL_TRY));
        assertThat(host.fail(uri("01")).status()).isEqualTo(77);
        assertThat(shim.log().count("C_Login")).isZero();
        try (TestProcess _ = host.serve(uri("01"), "--last-try")) {
            assertThat(shim.log().count("C_Login")).isEqualTo(1);
        }
    }

    @Test
    void aModuleThatHangsIsReplacedAndTheNextRequestServed() throws Exception {
        host.config("token-timeout = 2");
        try (TestProcess accountd = host.serve(uri("01"))) {
            assertThat(host.signs()).isTrue();
            shim.set(Controls.none().with(Fault.hanging("C_Sign").forNext(1)));
            assertThatThrownBy(() -> host.signs())
                    .isInstanceOf(SignerException.TokenUnavailable.class)
                    .hasMessageContaining("2 s");
            assertThat(host.signs()).isTrue();
            assertThat(TokenHost.helpers(accountd)).hasSize(1);
        }
    }

    @Test
    void aModuleThatCrashesIsReplacedAndTheNextRequestServed() throws Exception {
        try (TestProcess accountd = host.serve(uri("01"))) {
            shim.set(Controls.none().with(Fault.crashing("C_Sign").forNext(1)));
            assertThatThrownBy(() -> host.signs())
                    .isInstanceOf(SignerException.TokenUnavailable.class);
            assertThat(host.signs()).isTrue();
            assertThat(accountd.process().isAlive()).isTrue();
        }
    }

    @Test
    void lostSessionsAndLoginsCostNoRequest() throws Exception {
        try (TestProcess _ = host.serve(uri("01"))) {
            // CKR_SESSION_HANDLE_INVALID, CKR_USER_NOT_LOGGED_IN, CKR_DEVICE_REMOVED
            for (long code : new long[] {0xB3, 0x101, 0x32}) {
                shim.set(Controls.none().with(Fault.returning("C_SignInit", code).forNext(1)));
                assertThat(host.signs()).isTrue();
            }
        }
    }

    @Test
    void aPersonsNoIsARefusalAndCostsNoNewLogin() throws Exception {
        try (TestProcess accountd = host.serve(uri("01"))) {
            List<Long> helpers = TokenHost.helpers(accountd);
            // CKR_FUNCTION_CANCELED, as where no finger came in time
            shim.set(Controls.none().with(Fault.returning("C_Sign", 0x50).forNext(1)));
            assertThatThrownBy(() -> host.signs()).isInstanceOf(SignerException.Refused.class);
            assertThat(host.signs()).isTrue();
            assertThat(TokenHost.helpers(accountd)).isEqualTo(helpers);
            assertThat(shim.log().count("C_Login")).isEqualTo(1);
        }
    }

    @Test
    void aTokenThatWasInitialisedAnewIsRefusedUntilItsKeyIsBack() throws Exception {
        try (TestProcess accountd = host.serve(uri("01"))) {
            assertThat(host.signs()).isTrue();
            token.reinitialise();
            assertThatThrownBy(() -> host.signs()).isInstanceOf(SignerException.class);
            assertThat(accountd.process().isAlive()).isTrue();
        }
    }

    @Test
    void pinpadsGetNoPinFromUs() throws Exception {
        Path pin = Files.writeString(folder.resolve("typed"), PIN);
        shim.set(Controls.none().withPinpad(pin, Duration.ofMillis(300)));
        Files.delete(folder.resolve("host/pin"));
        try (TestProcess _ = host.serve(uri("01"))) {
            assertThat(host.signs()).isTrue();
        }
        assertThat(shim.log().of("C_Login"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.note()).contains("no-pin"));
    }

    @Test
    void tokensWithOneOrTwoSessionsServeManyCallers() throws Exception {
        for (int limit = 1; limit <= 2; limit++) {
            shim.set(Controls.none().withMaxSessions(limit));
            try (TestProcess _ = host.serve(uri("03"))) {
                signAtOnce(8);
            }
        }
    }

    private void signAtOnce(int callers) throws Exception {
        List<CompletableFuture<Boolean>> running = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            running.add(
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return host.signs();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            Thread::startVirtualThread));
        }
        for (CompletableFuture<Boolean> caller : running) {
            assertThat(caller.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aKeyThatWantsThePinEachTimeGetsItEachTime() throws Exception {
        try (TestProcess _ = host.serve(uri("02"))) {
            long before = shim.log().count("C_Login");
            assertThat(host.signs()).isTrue();
            assertThat(host.signs()).isTrue();
            assertThat(shim.log().count("C_Login") - before).isEqualTo(2);
        }
    }

    @Test
    void sixtyFourConnectionsForThirtySecondsMeetNoErrorAndLeakNoSession() throws Exception {
        try (TestProcess accountd = host.serve(uri("01"))) {
            assertThat(host.signs()).isTrue();
            long sessions = shim.log().openSessions();
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            List<CompletableFuture<Integer>> connections = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                connections.add(
                        CompletableFuture.supplyAsync(
                                () -> signUntil(end), Thread::startVirtualThread));
            }
            for (CompletableFuture<Integer> connection : connections) {
                assertThat(connection.get(2 * LONG.toSeconds(), TimeUnit.SECONDS)).isPositive();
            }
            assertThat(shim.log().openSessions()).isLessThanOrEqualTo(Math.max(sessions, 9));
            assertThat(TokenHost.helpers(accountd)).hasSize(1);
            assertThat(accountd.text()).doesNotContain("Refused");
            // As a supervisor does it: to both.
            assertThat(
                            new ProcessBuilder(
                                            "kill",
                                            Long.toString(TokenHost.helpers(accountd).getFirst()))
                                    .start()
                                    .waitFor())
                    .isZero();
            accountd.signal("TERM");
            assertThat(accountd.awaitExit(LONG)).isZero();
        }
        assertThat(shim.log().openSessions()).isZero();
        assertThat(shim.log().count("C_Finalize", "0x0")).isEqualTo(1);
    }

    private int signUntil(long end) {
        int signatures = 0;
        try (SignerConnection connection = host.connect()) {
            while (System.nanoTime() < end) {
                if (!Requests.isSigned(connection)) {
                    throw new IllegalStateException("not the key's signature");
                }
                signatures++;
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return signatures;
    }

    @Test
    void keysAreMadeListedCheckedAndServed() throws Exception {
        Accountd.Result made =
                host.token(
                        "keygen",
                        "--token=" + host.uri("token=acme"),
                        "--type=ES384",
                        "--label=new");
        assertThat(made.status()).as(made.output()).isZero();
        Accountd.Result listed = host.token("list", shim.modulePath().toString());
        assertThat(listed.status()).as(listed.output()).isZero();
        assertThat(listed.output()).contains("pkcs11:").contains("object=certified");
        Accountd.Result checked =
                host.token("check", host.uri("token=acme;object=new;type=private"));
        assertThat(checked.status()).as(checked.output()).isZero();
        assertThat(checked.output())
                .contains("native")
                .contains("SunPKCS11 can't serve this key")
                .contains("ES384");
        checked = host.token("check", uri("03"));
        assertThat(checked.output()).contains("sunpkcs11").contains("RS256");
        try (TestProcess _ = host.serve(host.uri("token=acme;object=new;type=private"))) {
            assertThat(host.signs()).isTrue();
        }
    }

    @Test
    void thePinComesFromACredentialOfTheService() throws Exception {
        Path credentials = Files.createDirectory(folder.resolve("credentials"));
        Files.writeString(credentials.resolve("token-pin"), PIN);
        Map<String, String> environment = new HashMap<>(shim.environment());
        environment.put("CREDENTIALS_DIRECTORY", credentials.toString());
        TokenHost service =
                new TokenHost(folder.resolve("service"), environment, shim.modulePath());
        String uri =
                service.uri("token=acme;id=%01;type=private") + "&pin-source=credential:token-pin";
        try (TestProcess _ = service.serve(uri)) {
            assertThat(service.signs()).isTrue();
        }
        assertThat(host.fail(uri).output()).contains("$CREDENTIALS_DIRECTORY is not");
    }

    @Test
    void aPinFileThatOthersCanReadIsRefused() throws Exception {
        Files.setPosixFilePermissions(
                folder.resolve("host/pin"), PosixFilePermissions.fromString("rw-r--r--"));
        Accountd.Result refused = host.fail(uri("01"));
        assertThat(refused.status()).isNotZero();
        assertThat(refused.output()).contains("chmod 600");
        assertThat(shim.log().count("C_Login")).isZero();
    }
}
