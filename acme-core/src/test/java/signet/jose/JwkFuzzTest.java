package signet.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** Account keys from a signer's greeting: public ones only, each in one canonical form. */
final class JwkFuzzTest {

    @FuzzTest
    void jwk(byte[] input) throws JsonException, NoSuchAlgorithmException {
        Jwk jwk;
        try {
            jwk = Jwk.parse(new String(input, StandardCharsets.UTF_8));
        } catch (JsonException e) {
            assertThat(e).message().matches("[ -~]+");
            return;
        }
        List<String> members = jwk.toJsonObject().names();
        assertThat(members).isIn(List.of("e", "kty", "n"), List.of("crv", "kty", "x", "y"));
        assertThat(jwk.thumbprint()).isEqualTo(sha256(jwk.json()));
        assertThat(Jwk.parse(jwk.json())).isEqualTo(jwk);
        // The key that signatures are verified with is the one that the text shows.
        assertThat(Jwk.of(jwk.key())).isEqualTo(jwk);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
