package signet.signer.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.nio.charset.StandardCharsets;

/** Request lines as the server gets them: what is taken for a request is exactly the line. */
final class SigningRequestFuzzTest {

    @FuzzTest
    void line(byte[] input) {
        String line = new String(input, StandardCharsets.ISO_8859_1);
        SigningRequest request;
        try {
            request = SigningRequest.parse(line);
        } catch (MalformedRequestException e) {
            assertThat(e).message().isIn("malformed JWS Protected Header", "malformed JWS Payload");
            assertThat(line).doesNotMatch("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
            return;
        }
        assertThat(request.signingInput()).isEqualTo(line);
        assertThat(request.encode())
                .isEqualTo((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        // Whoever decodes is told by an exception of a known type that it can't be done.
        try {
            assertThat(request.decodedHeader()).isNotNull();
            assertThat(request.decodedPayload()).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(line).isNotEmpty();
        }
    }
}
