package signet.signer.pkcs11.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.jose.JsonException;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

class PinTextTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aPinSurvivesTheWire() throws JsonException {
        byte[] line = PinText.encode(Optional.of(bytes("12\u00e9\"4")));
        assertThat(new String(line, StandardCharsets.US_ASCII)).matches("\\{\"pin\":\"[^\"]+\"}");
        assertThat(PinText.parse(line).orElseThrow()).isEqualTo(bytes("12\u00e9\"4"));
        assertThat(PinText.parse(PinText.encode(Optional.empty()))).isEmpty();
    }

    @Test
    void blanksAfterAPinAreIgnored() throws JsonException {
        assertThat(PinText.parse(bytes("{\"pin\":\"MTIz\"}   ")).orElseThrow())
                .isEqualTo(bytes("123"));
    }

    @Test
    void aPinForARequestSurvivesTheWire() throws JsonException {
        byte[] line = PinText.encodeForRequest(bytes("1234"));
        assertThat(PinText.isForRequest(line)).isTrue();
        assertThat(PinText.parseForRequest(line)).isEqualTo(bytes("1234"));
        assertThat(PinText.isForRequest(bytes("PI"))).isFalse();
        assertThat(PinText.isForRequest(bytes("e30.e30"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"pin\":",
                "{\"pin\":\"",
                "{\"pin\":\"}",
                "{\"pin\":\"\"}",
                "{\"pin\":\"MTIz\"",
                "{\"pin\":\"MTI?\"}",
                "{\"pin\":\"MTIz\"}x",
                "{\"pin\":nul}",
                "{\"pin\":null",
                "{\"pin\":7654}"
            })
    void whatIsNoPinIsRefusedAndNotTold(String line) {
        assertThatThrownBy(() -> PinText.parse(bytes(line)))
                .isInstanceOf(JsonException.class)
                .hasMessage("no PIN of the form of the dialog")
                .hasNoCause();
    }

    @Test
    void aPinThatIsTooLongIsRefused() {
        byte[] line = PinText.encodeForRequest(new byte[PinText.MAX_PIN + 3]);
        assertThatThrownBy(() -> PinText.parseForRequest(line)).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> PinText.parseForRequest(bytes("PIN ")))
                .isInstanceOf(JsonException.class);
    }
}
