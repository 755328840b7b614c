package signet.signer.softkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.signer.SecretSource;
import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Key files, also damaged ones: a key that fits, or an error that tells nothing of the key. */
final class KeyFileTextFuzzTest {

    private static final SecretSource PASSWORD = _ -> "secret".toCharArray();

    /** Shorter pieces of a key are in any text by chance. */
    private static final int PIECE = 12;

    private static final Pattern KEY_CHARACTERS = Pattern.compile("[A-Za-z0-9+/=]+");

    @FuzzTest
    void file(byte[] input) {
        try {
            Der pkcs8 = new PrivateKeyText("the file", PASSWORD).pkcs8(input);
            KeyMaterial key = KeyMaterial.of(pkcs8, "the file");
            assertThat(key).hasToString("KeyMaterial[" + key.algorithm() + "]");
            assertThat(algorithmOf(key)).hasValue(key.algorithm());
        } catch (SignerException e) {
            assertTellsNothing(input, e);
        }
    }

    private static Optional<SignatureAlgorithm> algorithmOf(KeyMaterial key) {
        return SignatureAlgorithm.forKey(key.publicKey());
    }

    /** Everything but the words of the format counts as the key. */
    private static void assertTellsNothing(byte[] input, SignerException failure) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message = String.valueOf(t.getMessage());
            assertPrintable(message);
            // It is short, and so are the pieces of it that the file could have.
            for (int i = 0; i + PIECE <= message.length(); i++) {
                String piece = message.substring(i, i + PIECE);
                if (KEY_CHARACTERS.matcher(piece).matches()) {
                    assertThat(text).doesNotContain(piece);
                }
            }
        }
    }

    private static void assertPrintable(String text) {
        assertThat(text.chars().noneMatch(Character::isISOControl)).as(text).isTrue();
    }
}
