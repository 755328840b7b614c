package signet.signer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import java.util.Random;

class GreetingTest {

    private static final Jwk KEY = generate();
    private static final String JWK = KEY.json();

    @Test
    void survivesTheWire() throws IOException {
        Greeting greeting = Greeting.of(SignatureAlgorithm.ES256, KEY, Optional.empty());
        assertThat(read(greeting.encode())).isEqualTo(greeting);
    }

    @Test
    void hidesTheKeyOfASignerForOneAccount() throws IOException {
        Greeting greeting =
                Greeting.of(SignatureAlgorithm.ES256, KEY, Optional.of("https://ca/acct/1"));
        assertThat(greeting.encode()).endsWith("\r\n{}\r\n").doesNotContain("\"x\"");
        assertThat(read(greeting.encode())).isEqualTo(greeting);
        assertThat(read(greeting.encode()).thumbprint()).isEqualTo(KEY.thumbprint());
    }

    @Test
    void isAsciiWhateverTheAccountUrlHolds() throws IOException {
        String keyId = "https://ca/\u00fc\uD83D\uDE00\u0001\"\\";
        String text = Greeting.of(SignatureAlgorithm.ES256, KEY, Optional.of(keyId)).encode();
        assertThat(text).matches("[\\x20-\\x7e\\r\\n]*");
        assertThat(read(text).keyId()).hasValue(keyId);
    }

    @Test
    void acceptsTheFirstLineOfOldSigners() throws IOException {
        Greeting greeting = read("1 OK\r\n" + JWK + "\r\n");
        assertThat(greeting.algorithm()).isEqualTo(SignatureAlgorithm.RS256);
        assertThat(greeting.thumbprint()).isEqualTo(KEY.thumbprint());
        assertThat(greeting.refusals()).isFalse();
    }

    @Test
    void ignoresMembersItDoesNotKnowAndTextThatIsNoJson() throws IOException {
        assertThat(read("1 OK {\"new\":[1],\"alg\":\"ES256\"}\r\n" + JWK + "\r\n").algorithm())
                .isEqualTo(SignatureAlgorithm.ES256);
        assertThat(read("1 OK welcome\r\n" + JWK + "\r\n").algorithm())
                .isEqualTo(SignatureAlgorithm.RS256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "2 OK {}\r\n{}\r\n",
                "1 OK\n{}\r\n",
                "1 OKAY\r\n{}\r\n",
                "\r\n\r\n",
                "1 OK {\"alg\":\"none\",\"jwk-thumbprint\":\"x\"}\r\n{}\r\n",
                "1 OK {\"alg\":5}\r\n{}\r\n",
                "1 OK {\"alg\":\"ES256\"}\r\n{}\r\n",
                "1 OK {\"alg\":\"ES256\",\"jwk-thumbprint\":\"short\"}\r\n{}\r\n",
                "1 OK {\"alg\":\"ES256\"}\r\nno json\r\n",
                "1 OK {\"alg\":\"ES256\"}\r\n{\"kty\":\"oct\",\"k\":\"AA\"}\r\n",
                "999999999 OK {}\r\n{}\r\n",
            })
    void refusesWhatIsNoGreeting(String text) {
        assertThatExceptionOfType(MalformedLineException.class).isThrownBy(() -> read(text));
    }

    @Test
    void tellsWhyItWasTurnedAway() {
        assertThatExceptionOfType(RefusedGreetingException.class)
                .isThrownBy(() -> read("1 NO {\"type\":\"refused\",\"detail\":\"full\"}\r\n"))
                .withMessage("full");
        assertThatExceptionOfType(RefusedGreetingException.class)
                .isThrownBy(() -> read("1 NO\r\n"));
    }

    @Test
    void tellsASignerThatClosesAtOnce() {
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(""));
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read("1 OK {}\r\n"));
    }

    @Test
    void failsInOneOfItsWaysOnAnyBytes() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            byte[] start = "1 OK {\"alg\":\"ES256\"}\r\n".getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(
                            () -> Greeting.read(new LineReader(new ByteArrayInputStream(bytes))));
        }
    }

    private static Greeting read(String text) throws IOException {
        return Greeting.read(
                new LineReader(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static Jwk generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return Jwk.of(generator.generateKeyPair().getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
