package signet.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwkTest {

    private static final String X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    private static final String Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

    private static String key(String x) {
        return "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + Y + "\"}";
    }

    @Test
    void readsTheKeyOfRfc7517() throws JsonException {
        assertThat(Jwk.parse(key(X)).json()).isEqualTo(key(X));
        assertThat(Jwk.of(Jwk.parse(key(X)).key())).isEqualTo(Jwk.parse(key(X)));
    }

    /** Each names the same key to the library, and would have another thumbprint. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                X + "=",
                X + "\u00e9",
                X + " ",
                "AH_NzidwxvRdQYPL7m_bS3tYBzM1e-n_E7rPbjx70VRF"
            })
    void refusesAnotherTextOfTheSameKey(String x) {
        assertThatThrownBy(() -> Jwk.parse(key(x))).isInstanceOf(JsonException.class);
    }
}
