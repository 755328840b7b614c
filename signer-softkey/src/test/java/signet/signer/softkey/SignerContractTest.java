package signet.signer.softkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What every signer must do, run against each kind of key, at hand and behind a socket. */
@Timeout(120)
class SignerContractTest {

    @TempDir private Path folder;

    enum Kind {
        LOCAL_RS256(SignatureAlgorithm.RS256, false),
        LOCAL_ES256(SignatureAlgorithm.ES256, false),
        LOCAL_ES384(SignatureAlgorithm.ES384, false),
        REMOTE_RS256(SignatureAlgorithm.RS256, true),
        REMOTE_ES256(SignatureAlgorithm.ES256, true),
        REMOTE_ES384(SignatureAlgorithm.ES384, true);

        private final SignatureAlgorithm algorithm;
        private final boolean remote;

        Kind(SignatureAlgorithm algorithm, boolean remote) {
            this.algorithm = algorithm;
            this.remote = remote;
        }
    }

    @ParameterizedTest
    @EnumSource
    void makesSignaturesThatAnotherImplementationVerifies(Kind kind) throws Exception {
        try (Signer signer = open(kind)) {
            // The first come from the JDK, later ones from the native provider.
            for (int i = 0; i < 200; i++) {
                byte[] input = input(signer, "n" + i);
                assertThat(verifies(signer, input, signer.sign(input))).isTrue();
            }
            byte[] input = input(signer, "x");
            assertThat(verifies(signer, input(signer, "y"), signer.sign(input))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsItsAlgorithmAndKey(Kind kind) throws Exception {
        try (Signer signer = open(kind)) {
            assertThat(signer.algorithm()).isEqualTo(kind.algorithm);
            assertThat(SignatureAlgorithm.forKey(signer.publicKey())).hasValue(kind.algorithm);
        }
    }

    @ParameterizedTest
    @EnumSource
    void servesSixteenThreadsAtOnce(Kind kind) throws Exception {
        try (Signer signer = open(kind);
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                int number = thread;
                results.add(threads.submit(() -> signsManyTimes(signer, number)));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void signsNoMoreOnceItIsClosed(Kind kind) throws Exception {
        Signer signer = open(kind);
        byte[] input = input(signer, "n");
        assertThat(signer.sign(input)).isNotEmpty();
        signer.close();
        signer.close();
        assertThatExceptionOfType(SignerException.TokenUnavailable.class)
                .isThrownBy(() -> signer.sign(input));
    }

    static Stream<SignerException> everyKindOfFailure() {
        return Stream.of(
                new SignerException.KeyNotFound("not found"),
                new SignerException.KeyUnusable("unusable", null),
                new SignerException.TokenUnavailable("unavailable", null),
                new SignerException.PinRejected("rejected", OptionalInt.of(1)),
                new SignerException.PinRejected("rejected", OptionalInt.empty()),
                new SignerException.Refused("refused"),
                new SignerException.ProtocolViolation("violation", null));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfFailure")
    void failsBehindASocketAsItDoesAtHand(SignerException failure) throws Exception {
        try (Signer key = TestKeys.open(TestKeys.write(folder, SignatureAlgorithm.ES256));
                Signer signer = new ServedSigner(folder, new Failing(key, failure))) {
            byte[] input = input(signer, "n");
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(SignerException.class)
                        .isThrownBy(() -> signer.sign(input))
                        .satisfies(
                                received -> {
                                    assertThat(received).hasSameClassAs(failure);
                                    assertThat(received).hasMessage(failure.getMessage());
                                    assertThat(tries(received)).isEqualTo(tries(failure));
                                });
            }
        }
    }

    private Signer open(Kind kind) throws Exception {
        Signer key = TestKeys.open(TestKeys.write(folder, kind.algorithm));
        return kind.remote ? new ServedSigner(folder, key) : key;
    }

    private static boolean signsManyTimes(Signer signer, int number) throws Exception {
        for (int i = 0; i < 20; i++) {
            byte[] input = input(signer, "n" + number + "-" + i);
            if (!verifies(signer, input, signer.sign(input))) {
                return false;
            }
        }
        return true;
    }

    private static boolean verifies(Signer signer, byte[] input, byte[] signature)
            throws Exception {
        return IndependentVerifier.verify(signer.algorithm(), signer.publicKey(), input, signature);
    }

    /** A signing input of ACME, as a signer behind a socket takes no other. */
    static byte[] input(Signer signer, String nonce) {
        return input(signer.algorithm(), nonce);
    }

    static byte[] input(SignatureAlgorithm algorithm, String nonce) {
        String header =
                "{\"alg\":\""
                        + algorithm
                        + "\",\"kid\":\"https://ca/acct/1\",\"nonce\":\""
                        + nonce
                        + "\",\"url\":\"https://ca/x\"}";
        return (Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(header.getBytes(StandardCharsets.US_ASCII))
                        + ".e30")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static OptionalInt tries(SignerException failure) {
        return failure instanceof SignerException.PinRejected pin
                ? pin.triesLeft()
                : OptionalInt.empty();
    }

    private record Failing(Signer key, SignerException failure) implements Signer {
        @Override
        public PublicKey publicKey() {
            return key.publicKey();
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return key.algorithm();
        }

        @Override
        public byte[] sign(byte[] signingInput) throws SignerException {
            throw failure;
        }

        @Override
        public void close() {}
    }
}
