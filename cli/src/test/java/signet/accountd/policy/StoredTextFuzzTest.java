package signet.accountd.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.jose.JsonException;
import signet.signer.protocol.MalformedRequestException;
import signet.signer.request.InvalidRequestException;

import java.nio.charset.StandardCharsets;

/** Lines of the memory of orders, and requests that a person hands to {@code policy explain}. */
final class StoredTextFuzzTest {

    private static final RegisteredDomains DOMAINS = new RegisteredDomains();

    @FuzzTest
    void line(byte[] input) {
        String line = new String(input, StandardCharsets.UTF_8);
        order(line);
        captured(line);
    }

    private static void order(String line) {
        try {
            JournalEntry order = JournalEntry.decode(line, DOMAINS);
            String encoded = order.encode();
            assertThat(encoded).matches("[ -~]+");
            assertThat(JournalEntry.decode(encoded, DOMAINS)).isEqualTo(order);
        } catch (JsonException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void captured(String line) {
        try {
            assertThat(CapturedRequest.parse(line).read().kind()).isNotNull();
        } catch (JsonException | MalformedRequestException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (InvalidRequestException e) {
            assertThat(e.reason()).matches("[ -~]+");
        }
    }
}
