package signet.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.jose.JsonException;
import signet.signer.protocol.MalformedLineException;

import java.nio.charset.StandardCharsets;

/** Lines between the master and its children: what is read can be passed on as it came. */
final class MessagesFuzzTest {

    @FuzzTest
    void line(byte[] input) throws JsonException, MalformedLineException {
        String line = new String(input, StandardCharsets.UTF_8);
        try {
            ClientReport report = ClientReport.parse(line);
            assertThat(report.encode()).doesNotContain("\r", "\n");
            assertThat(ClientReport.parse(report.encode())).isEqualTo(report);
        } catch (JsonException e) {
            assertThat(e).message().matches("[ -~]+");
        }
        try {
            ClientTask task = ClientTask.parse(line);
            assertThat(task.encode()).doesNotContain("\r", "\n");
            assertThat(ClientTask.parse(task.encode())).isEqualTo(task);
        } catch (JsonException e) {
            assertThat(e).message().matches("[ -~]+");
        }
        try {
            TokenMessage message = TokenMessage.parse(line);
            assertThat(message.encode()).isEqualTo(line).matches("[ -~]{1,300}");
            assertThat(TokenMessage.parse(message.encode())).isEqualTo(message);
        } catch (MalformedLineException e) {
            assertThat(line).doesNotMatch("ready|(announce|withdraw) [A-Za-z0-9_-]{1,256}");
        }
    }
}
