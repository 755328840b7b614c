package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.accountd.approval.control.ControlRequest;
import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.nio.charset.StandardCharsets;

/** What the two ends of the approval socket tell each other. */
final class ApprovalsTextFuzzTest {

    @FuzzTest
    void line(byte[] input) {
        String line = new String(input, StandardCharsets.UTF_8);
        request(line);
        reply(line);
    }

    private static void request(String line) {
        try {
            ControlRequest request = ControlRequest.parse(line);
            assertThat(request.encode()).doesNotContain("\n");
            assertThat(ControlRequest.parse(request.encode())).isEqualTo(request);
        } catch (JsonException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Whoever took over accountd writes on the approver's terminal. */
    private static void reply(String line) {
        try {
            assertThat(ApprovalsText.lines(JsonObject.parse(line)))
                    .isNotEmpty()
                    .allMatch(text -> text.chars().noneMatch(Character::isISOControl));
        } catch (JsonException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
