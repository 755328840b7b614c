package signet.signer.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.jose.Jwk;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Greetings as the client gets them: what is read means the same when it is written again. */
final class GreetingFuzzTest {

    @FuzzTest
    void greeting(byte[] input) throws IOException {
        Greeting greeting;
        try {
            greeting = read(input);
        } catch (MalformedLineException | EOFException e) {
            assertThat(e).hasMessageNotContaining("null");
            return;
        } catch (RefusedGreetingException e) {
            assertThat(e.refusal().detail()).isEqualTo(e.getMessage());
            return;
        }
        assertThat(greeting.thumbprint()).matches("[A-Za-z0-9_-]{43}");
        String encoded = greeting.encode();
        assertThat(encoded).matches("1 OK [ -~]*\r\n[ -~]*\r\n");
        assertThat(read(encoded.getBytes(StandardCharsets.US_ASCII))).isEqualTo(greeting);
        assertThat(greeting.jwk().map(Jwk::json).orElse("{}")).startsWith("{").endsWith("}");
    }

    private static Greeting read(byte[] bytes) throws IOException {
        return Greeting.read(new LineReader(new ByteArrayInputStream(bytes)));
    }
}
