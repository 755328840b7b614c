package signet.signer.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.Greeting;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Answers as the client gets them: a signature has one text only, and its algorithm's length. */
final class SignatureTextFuzzTest {

    @FuzzTest
    void answer(byte[] input) {
        String line = new String(input, StandardCharsets.ISO_8859_1);
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            Optional<byte[]> signature = SignatureText.decode(line, greeting(algorithm));
            if (signature.isPresent()) {
                assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(signature.get()))
                        .isEqualTo(line);
                assertThat(isLength(signature.get().length, algorithm)).isTrue();
            } else if (algorithm == SignatureAlgorithm.ES256) {
                assertThat(line).doesNotMatch("[A-Za-z0-9_-]{85}[AQgw]");
            } else if (algorithm == SignatureAlgorithm.ES384) {
                assertThat(line).doesNotMatch("[A-Za-z0-9_-]{128}");
            }
        }
    }

    private static boolean isLength(int bytes, SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> bytes == 64;
            case ES384 -> bytes == 96;
            case RS256 -> bytes >= 256 && bytes <= 512;
        };
    }

    private static Greeting greeting(SignatureAlgorithm algorithm) {
        return new Greeting(
                algorithm, "A".repeat(43), Optional.empty(), Optional.empty(), Map.of(), true);
    }
}
