package signet.signer.pkcs11.process;

import signet.jose.Jwk;
import signet.signer.Confirmation;
import signet.signer.SecretSource;
import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.pkcs11.pin.PinGuard;
import signet.signer.pkcs11.pin.PinMemory;
import signet.signer.pkcs11.pin.PinPolicy;
import signet.signer.pkcs11.pin.PinSource;
import signet.signer.pkcs11.pin.PinStore;
import signet.signer.protocol.Greeting;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program helper.pl, what controls it, and signers on it. */
final class FakeHelper {

    static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final Path folder;
    final RecordingSignerLog log = new RecordingSignerLog();
    PipelineLimits limits = new PipelineLimits(64, LONG, LONG);
    PinPolicy policy = PinPolicy.KEEP;
    SecretSource secrets = _ -> "1234".toCharArray();
    Confirmation confirmation = Confirmation.NEVER;
    Duration interval = INTERVAL;

    FakeHelper(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        newKey();
    }

    /** Gives the token another key. */
    void newKey() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        Jwk jwk = Jwk.of(generator.generateKeyPair().getPublic());
        Files.writeString(
                folder.resolve("greeting"),
                Greeting.of(SignatureAlgorithm.ES256, jwk, Optional.empty()).encode());
    }

    /** Says how it behaves from now on: lines of the form key=value. */
    void control(String... lines) throws IOException {
        Path fresh = Files.write(folder.resolve("control.new"), List.of(lines));
        Files.move(fresh, folder.resolve("control"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    HelperCommand command() {
        try {
            Path script = Path.of(FakeHelper.class.getResource("helper.pl").toURI());
            return new HelperCommand(
                    List.of("perl", script.toString(), folder.toString()), Map.of());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    HelperStarter starter() {
        PinGuard guard =
                new PinGuard(
                        new PinMemory(folder.resolve("state")),
                        confirmation,
                        false,
                        Clock.systemUTC());
        return new HelperStarter(
                command(),
                new HelperTask.Key("pkcs11:token=acme", "/m.so", "auto", Optional.empty()),
                new TokenLogin(guard, new PinStore(PinSource.of(secrets), policy), log),
                limits,
                new DeadlineTimer(),
                log);
    }

    /** Opens a signer, as a new process would. */
    TokenSigner open() throws SignerException {
        return TokenSigner.open(starter(), interval);
    }

    /** Returns what the helpers have heard. */
    List<String> heard() throws IOException {
        Path file = folder.resolve("log");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    long heard(String prefix) throws IOException {
        return heard().stream().filter(line -> line.startsWith(prefix)).count();
    }

    /** Says whether a request is signed, and the answer is the one for this request. */
    static boolean isSigned(TokenSigner signer, String request) throws Exception {
        byte[] input = request.getBytes(StandardCharsets.US_ASCII);
        byte[] signature = signer.sign(input);
        return MessageDigest.isEqual(signature, MessageDigest.getInstance("SHA-512").digest(input));
    }

    /** Runs something on many threads at once, and returns what each came to. */
    static <T> List<T> together(int threads, java.util.concurrent.Callable<T> action)
            throws Exception {
        try (var executor = java.util.concurrent.Executors.newFixedThreadPool(threads)) {
            List<T> results = new ArrayList<>();
            for (var future : executor.invokeAll(java.util.Collections.nCopies(threads, action))) {
                results.add(future.get());
            }
            return results;
        }
    }
}
