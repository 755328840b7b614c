package signet.signer.pkcs11.uri;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.signer.SignerException;

import java.nio.charset.StandardCharsets;

/** PKCS#11 URIs as people write them: the canonical form means the same, and no PIN is shown. */
final class Pkcs11UriFuzzTest {

    @FuzzTest
    void uri(byte[] input) throws SignerException {
        String text = new String(input, StandardCharsets.UTF_8);
        Pkcs11Uri uri;
        try {
            uri = Pkcs11Uri.parse(text);
        } catch (SignerException.KeyNotFound e) {
            String message = String.valueOf(e.getMessage());
            assertPrintable(message);
            int pin = text.indexOf("pin-value=");
            if (pin >= 0 && text.length() - pin > 20) {
                assertThat(message).doesNotContain(text.substring(pin));
            }
            return;
        }
        String[] parts = text.split("\\?", 2);
        assertThat(parts[0].split("[:;]", -1)[0]).doesNotStartWith("pin-value=");
        assertThat(";" + parts[0]).doesNotContain(";pin-value=");
        assertThat("&" + (parts.length > 1 ? parts[1] : "")).doesNotContain("&pin-value=");
        String printed = uri.toString();
        assertThat(printed).matches("pkcs11:[A-Za-z0-9._~:@+,/%=;?&-]*");
        assertThat(Pkcs11Uri.parse(printed)).isEqualTo(uri);
        assertThat(Pkcs11Uri.parse(printed)).hasToString(printed);
        uri.modulePath().ifPresent(path -> assertThat(path).isAbsolute());
        for (PathAttribute attribute : PathAttribute.values()) {
            uri.get(attribute)
                    .ifPresent(value -> assertThat(uri.allows(attribute, value)).isTrue());
        }
    }

    private static void assertPrintable(String text) {
        assertThat(text.chars().noneMatch(Character::isISOControl)).as(text).isTrue();
    }
}
