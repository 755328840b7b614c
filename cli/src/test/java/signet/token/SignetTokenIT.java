package signet.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignatureAlgorithm;
import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.pkcs11.dialog.PinFate;
import signet.signer.pkcs11.dialog.PinText;
import signet.signer.protocol.Greeting;
import signet.signer.protocol.Refusal;
import signet.testing.Eventually;
import signet.testing.token.KeyType;
import signet.testing.token.SoftHsm;
import signet.testing.token.SoftKey;
import signet.testing.token.SoftToken;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;

/** The program of the distribution, on SoftHSM2. */
@Timeout(180)
class SignetTokenIT {

    private static final String PIN = "123456";

    @TempDir Path folder;
    private SoftHsm hsm;
    private SoftToken token;

    @BeforeEach
    void makeAToken() throws IOException {
        hsm = SoftHsm.create(folder);
        token = hsm.token("acme", PIN);
    }

    private HelperTask.Key key(String uri, Optional<String> serial) {
        return new HelperTask.Key(uri, hsm.modulePath().toString(), "auto", serial);
    }

    private TokenProcess start(HelperTask task) throws IOException {
        return TokenProcess.start(folder, hsm.environment(), task);
    }

    private TokenProcess serve(String uri) throws IOException {
        return start(new HelperTask.Serve(key(uri, Optional.empty())));
    }

    private static void assertSignature(Greeting greeting, byte[] request, String answer)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(greeting.algorithm().jcaName());
        signature.initVerify(greeting.jwk().orElseThrow().key());
        signature.update(request, 0, request.length - 2);
        assertThat(signature.verify(Base64.getUrlDecoder().decode(answer))).isTrue();
    }

    @Test
    void signsPipelinedRequestsInTheirOrderAndEndsWithItsInput() throws Exception {
        var _ = token.generate(SoftKey.of(KeyType.P256, "01", "k").withCertificate());
        try (TokenProcess process = serve("pkcs11:token=acme;object=k")) {
            Greeting greeting = process.serve(PIN);
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 8; i++) {
                    process.send(TokenProcess.request(round + "-" + i));
                }
                for (int i = 0; i < 8; i++) {
                    assertSignature(
                            greeting,
                            TokenProcess.request(round + "-" + i),
                            process.answer().orElseThrow());
                }
            }
            process.endInput();
            assertThat(process.answer()).isEmpty();
            assertThat(process.awaitExit()).isZero();
            assertThat(process.errors()).isEmpty();
        }
    }

    @Test
    void thePinOfEachSignatureComesWithItsRequest() throws Exception {
        var _ = token.generate(SoftKey.of(KeyType.P256, "01", "k").withAlwaysAuthenticate());
        try (TokenProcess process = serve("pkcs11:token=acme")) {
            Greeting greeting = process.serve(PIN);
            byte[] request = TokenProcess.request("n");
            sendWithPin(process, "1111", request);
            Refusal refusal = Refusal.parse(process.answer().orElseThrow());
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.PIN_REJECTED);
            sendWithPin(process, PIN, request);
            assertSignature(greeting, request, process.answer().orElseThrow());
        }
    }

    private static void sendWithPin(TokenProcess process, String pin, byte[] request)
            throws IOException {
        process.send(PinText.encodeForRequest(pin.getBytes(StandardCharsets.UTF_8)));
        process.send("\r\n".getBytes(StandardCharsets.US_ASCII));
        process.send(request);
    }

    @Test
    void makesAKeyListsItAndChecksIt() throws Exception {
        String module = hsm.modulePath().toString();
        HelperTask generate =
                new HelperTask.Generate(
                        "pkcs11:token=acme",
                        module,
                        SignatureAlgorithm.ES384,
                        Optional.empty(),
                        Optional.of("new"));
        String uri;
        try (TokenProcess process = start(generate)) {
            var _ = process.read(HelperReport.TokenFound.class);
            process.sendPin(PIN);
            uri = process.read(HelperReport.Generated.class).uri();
            assertThat(process.awaitExit()).isZero();
        }
        try (TokenProcess process = start(new HelperTask.ListTokens(module))) {
            var listed = process.read(HelperReport.ListedToken.class);
            assertThat(listed.token().serial()).isEqualTo(token.serial());
            assertThat(listed.keys())
                    .singleElement()
                    .extracting("uri", "type")
                    .containsExactly(uri, "EC P-384");
            assertThat(process.read(HelperReport.Done.class).library()).contains("SoftHSM");
            assertThat(process.awaitExit()).isZero();
        }
        HelperTask check = new HelperTask.Check(key(uri, Optional.of(token.serial())));
        try (TokenProcess process = start(check)) {
            var _ = process.read(HelperReport.TokenFound.class);
            process.sendPin(PIN);
            var ready = process.read(HelperReport.Ready.class).key();
            assertThat(ready.algorithm()).isEqualTo(SignatureAlgorithm.ES384);
            assertThat(ready.uri()).isEqualTo(uri);
            assertThat(process.read(HelperReport.Checked.class).signatureMicros()).hasSize(5);
            assertThat(process.awaitExit()).isZero();
        }
    }

    @Test
    void saysHowFarThePinWent() throws Exception {
        try (TokenProcess process = serve("pkcs11:token=acme;object=none")) {
            var _ = process.read(HelperReport.TokenFound.class);
            process.sendPin("654321");
            var failed = process.read(HelperReport.Failed.class);
            assertThat(failed.refusal().kind()).isEqualTo(Refusal.Kind.PIN_REJECTED);
            assertThat(failed.pin()).isEqualTo(PinFate.SENT);
            assertThat(process.awaitExit()).isEqualTo(1);
        }
        try (TokenProcess process = serve("pkcs11:token=acme;object=none")) {
            var _ = process.read(HelperReport.TokenFound.class);
            process.sendPin(PIN);
            var failed = process.read(HelperReport.Failed.class);
            assertThat(failed.refusal().kind()).isEqualTo(Refusal.Kind.KEY_NOT_FOUND);
            assertThat(failed.pin()).isEqualTo(PinFate.ACCEPTED);
        }
    }

    @Test
    void asksForNoPinWhereTheTokenIsMissingOrAnotherOne() throws Exception {
        for (HelperTask.Key key :
                new HelperTask.Key[] {
                    key("pkcs11:token=other", Optional.empty()),
                    key("pkcs11:token=acme", Optional.of("0042"))
                }) {
            try (TokenProcess process = start(new HelperTask.Serve(key))) {
                var failed = process.read(HelperReport.Failed.class);
                assertThat(failed.refusal().kind()).isEqualTo(Refusal.Kind.TOKEN_UNAVAILABLE);
                assertThat(failed.pin()).isEqualTo(PinFate.NOT_SENT);
                assertThat(process.awaitExit()).isEqualTo(1);
            }
        }
    }

    @Test
    void endsWhereNobodyGivesThePin() throws Exception {
        try (TokenProcess process = serve("pkcs11:token=acme")) {
            var _ = process.read(HelperReport.TokenFound.class);
            process.endInput();
            assertThatThrownBy(() -> process.read(HelperReport.Failed.class))
                    .hasMessageContaining("status 0");
        }
    }

    @Test
    void itsMemoryIsNotForOthers() throws Exception {
        try (TokenProcess process = serve("pkcs11:token=acme")) {
            var _ = process.read(HelperReport.TokenFound.class);
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            assertThat(Files.readString(proc.resolve("limits")))
                    .containsPattern("Max core file size +0 +0 ");
            assertThat(Files.readString(proc.resolve("cmdline"))).doesNotContain("acme;");
            assertThat(Files.readSymbolicLink(proc.resolve("fd/1")))
                    .isEqualTo(Files.readSymbolicLink(proc.resolve("fd/2")));
            assertThat(Files.readSymbolicLink(proc.resolve("fd/0")))
                    .isEqualTo(Path.of("/dev/null"));
        }
    }

    /** Files of a process that can't be dumped belong to root, whoever it runs as (proc(5)). */
    @Test
    void noOtherProcessOfItsUserCanReadItsMemory() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        Path.of("target/signet/libexec/signet-token").toAbsolutePath().toString());
        Process process = builder.start();
        try {
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            Eventually.await("the helper", TokenProcess.LONG, () -> isHelperOfUser(proc, "65534"));
            Eventually.await(
                    "its memory to be root's",
                    TokenProcess.LONG,
                    () -> Files.getAttribute(proc.resolve("mem"), "unix:uid").equals(0));
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isHelperOfUser(Path proc, String uid) throws IOException {
        return Files.readString(proc.resolve("status")).contains("\nUid:\t" + uid + "\t")
                && Files.readString(proc.resolve("cmdline")).contains("signet.token.Main");
    }
}
