package signet.signer.pkcs11.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.jose.JsonException;

import java.util.Optional;

/** The lines that carry a PIN: what is read is what was written, and no error tells of it. */
final class PinTextFuzzTest {

    private static final String ERROR = "no PIN of the form of the dialog";

    @FuzzTest
    void line(byte[] input) throws JsonException {
        byte[] before = input.clone();
        try {
            Optional<byte[]> pin = PinText.parse(input);
            assertBounded(pin.orElse(new byte[1]));
            assertThat(PinText.parse(PinText.encode(pin)).orElse(new byte[0]))
                    .isEqualTo(pin.orElse(new byte[0]));
        } catch (JsonException e) {
            assertThat(e).hasMessage(ERROR).hasNoCause();
        }
        if (PinText.isForRequest(input)) {
            try {
                byte[] pin = PinText.parseForRequest(input);
                assertBounded(pin);
                assertThat(PinText.parseForRequest(PinText.encodeForRequest(pin))).isEqualTo(pin);
            } catch (JsonException e) {
                assertThat(e).hasMessage(ERROR).hasNoCause();
            }
        }
        // Whoever owns the line overwrites it, and nobody else.
        assertThat(input).isEqualTo(before);
    }

    private static void assertBounded(byte[] pin) {
        assertThat(pin).hasSizeBetween(1, PinText.MAX_PIN + 2);
    }
}
