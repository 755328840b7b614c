package signet.signer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningRequestTest {

    @Test
    void readsBothParts() throws MalformedRequestException {
        SigningRequest request = SigningRequest.parse("eyJ9.e30");
        assertThat(request).isEqualTo(new SigningRequest("eyJ9", "e30"));
        assertThat(request.encode()).asString().isEqualTo("eyJ9.e30\r\n");
        assertThat(request.decodedPayload()).asString().isEqualTo("{}");
    }

    @Test
    void takesAnEmptyPayloadAsPostAsGet() throws MalformedRequestException {
        assertThat(SigningRequest.parse("eyJ9.").payload()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".e30", "e30", "e=.e30", "e+.e30", "e .e30", "1 REFUSALS"})
    void refusesABadHeaderPart(String line) {
        assertThatExceptionOfType(MalformedRequestException.class)
                .isThrownBy(() -> SigningRequest.parse(line))
                .withMessage("malformed JWS Protected Header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"e30.e30.e30", "e30.e30=", "e30.e/30", "e30. ", "e30.\u00e9"})
    void refusesABadPayloadPart(String line) {
        assertThatExceptionOfType(MalformedRequestException.class)
                .isThrownBy(() -> SigningRequest.parse(line))
                .withMessage("malformed JWS Payload");
    }

    @Test
    void canNotHoldALineEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SigningRequest("e30\r\n", "e30"));
    }
}
