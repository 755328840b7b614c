package signet.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.crypto.ECDSAVerifier;

import org.junit.jupiter.api.Test;

import signet.acme.TestAccountKey;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;

class FlattenedJwsTest {

    @Test
    void isVerifiedByAnotherImplementation() throws Exception {
        KeyPair pair = TestAccountKey.generatePair();
        JsonObject header =
                JsonObject.builder().put("alg", "ES256").put("url", "https://ca/x").build();
        FlattenedJws.Unsigned unsigned = FlattenedJws.Unsigned.of(header, "{\"a\":\"\u00e9\"}");
        byte[] signature = TestAccountKey.of(pair).sign(unsigned.signingInput());

        String json = unsigned.with(signature).toJson();

        JWSObjectJSON parsed = JWSObjectJSON.parse(json);
        assertThat(parsed.getPayload()).hasToString("{\"a\":\"\u00e9\"}");
        ECDSAVerifier verifier = new ECDSAVerifier((ECPublicKey) pair.getPublic());
        assertThat(parsed.getSignatures().getFirst().verify(verifier)).isTrue();
    }

    @Test
    void hasAnEmptyPayloadForPostAsGet() {
        FlattenedJws.Unsigned unsigned =
                FlattenedJws.Unsigned.of(JsonObject.builder().put("alg", "ES256").build(), "");
        assertThat(unsigned.signingInput()).isEqualTo("eyJhbGciOiJFUzI1NiJ9.");
        assertThat(unsigned.with("s".getBytes(StandardCharsets.US_ASCII)).toJson())
                .contains("\"payload\":\"\"");
    }
}
