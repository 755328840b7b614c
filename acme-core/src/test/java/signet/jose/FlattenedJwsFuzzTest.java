package signet.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** JWS as we send them: what went in is what a reader takes out. */
final class FlattenedJwsFuzzTest {

    /** The first line is the protected header, the rest the payload. */
    @FuzzTest
    void jws(byte[] input) throws JsonException {
        String text = new String(input, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        JsonObject header;
        try {
            header = JsonObject.parse(end < 0 ? text : text.substring(0, end));
        } catch (JsonException e) {
            return;
        }
        String payload = end < 0 ? "" : text.substring(end + 1);
        FlattenedJws.Unsigned unsigned = FlattenedJws.Unsigned.of(header, payload);
        assertThat(unsigned.signingInput()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

        JsonObject sent = JsonObject.parse(unsigned.with(input).toJson());
        assertThat(sent.names()).containsExactly("protected", "payload", "signature");
        assertThat(JsonObject.parse(decoded(sent, "protected"))).hasToString(header.toString());
        assertThat(new String(decoded(sent, "payload"), StandardCharsets.UTF_8)).isEqualTo(payload);
        assertThat(decoded(sent, "signature")).isEqualTo(input);
    }

    private static byte[] decoded(JsonObject sent, String name) throws JsonException {
        return Base64.getUrlDecoder().decode(sent.requiredString(name));
    }
}
