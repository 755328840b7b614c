package signet.signer.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.SigningRequest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the server takes for an ACME request: only what RFC 8555 section 6.2 calls one. */
final class AcmeRequestFuzzTest {

    /** The first line is the protected header, the rest the payload, both not encoded. */
    @FuzzTest
    void request(byte[] input) throws JsonException {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String header = end < 0 ? text : text.substring(0, end);
        String payload = end < 0 ? "" : text.substring(end + 1);
        if (header.isEmpty()) {
            return;
        }
        AcmeRequest request;
        try {
            request =
                    AcmeRequest.of(
                            new SigningRequest(encoded(header), encoded(payload)),
                            SignatureAlgorithm.ES256);
        } catch (AcmeRequest.InvalidRequestException e) {
            assertThat(e.reason()).matches("[ -~]+");
            return;
        }
        JsonObject seen = JsonObject.parse(header.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(seen.requiredString("alg")).isEqualTo("ES256");
        assertThat(seen.requiredString("url")).isEqualTo(request.url());
        assertThat(seen.requiredString("nonce")).isNotNull();
        assertThat(seen.has("jwk")).isNotEqualTo(seen.has("kid"));
        assertThat(request.operation() == AcmeOperation.POST_AS_GET).isEqualTo(payload.isEmpty());
        switch (request.operation()) {
            case NEW_ACCOUNT -> assertThat(seen.has("jwk")).isTrue();
            case NEW_ORDER, FINALIZE, CHALLENGE, KEY_CHANGE, UPDATE_ACCOUNT, DEACTIVATE ->
                    assertThat(seen.has("kid")).isTrue();
            case REVOKE_CERT -> assertThat(payload).contains("{");
            case POST_AS_GET, UNKNOWN -> assertThat(request.header()).isNotNull();
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
