package signet.signer.pkcs11.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.jose.JsonException;

import java.nio.charset.StandardCharsets;

/** The lines between signet-accountd and its helper, in which a module can do what it likes. */
final class DialogFuzzTest {

    @FuzzTest
    void line(byte[] input) throws JsonException {
        String line = new String(input, StandardCharsets.ISO_8859_1);
        try {
            HelperTask task = HelperTask.parse(line);
            String encoded = task.encode();
            assertThat(encoded).matches("[ -~]+");
            assertThat(HelperTask.parse(encoded)).isEqualTo(task);
        } catch (JsonException e) {
            assertThat(e).message().matches("[ -~]+");
        }
        HelperReport report;
        try {
            report = HelperReport.parse(line);
        } catch (JsonException e) {
            assertThat(e).message().matches("[ -~]+");
            return;
        }
        if (report instanceof HelperReport.Ready(ReadyKey key)) {
            assertThat(key.sessions()).isBetween(1, HelperReport.MAX_SESSIONS);
            assertThat(key.probeMicros()).isNotNegative();
        }
        String encoded = report.encode();
        assertThat(encoded).matches("[ -~]+");
        // A reason may be cut, but only once.
        HelperReport again = HelperReport.parse(encoded);
        assertThat(again.encode()).isEqualTo(encoded);
        if (line.length() < 2000) {
            assertThat(again).isEqualTo(report);
        }
    }
}
