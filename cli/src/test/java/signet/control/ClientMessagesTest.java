package signet.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.jose.JsonException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class ClientMessagesTest {

    @Test
    void everyTaskSurvivesTheWire() throws IOException {
        for (ClientTask task :
                List.of(
                        new ClientTask.Start(
                                "https://ca.example/dir",
                                Duration.ofMillis(1500),
                                "PEM\nof two lines",
                                List.of("TLSv1.3"),
                                List.of("TLS_AES_128_GCM_SHA256"),
                                true,
                                false),
                        new ClientTask.Order(
                                "a section \u00e9", List.of("dns:a", "ip:::1"), "AA=="),
                        new ClientTask.Account(true, true, false, List.of("mailto:a@example.org")),
                        new ClientTask.Revoke("/file.pem", "AA=="),
                        new ClientTask.TokenDone("token", Optional.of("why not")),
                        new ClientTask.TokenDone("token", Optional.empty()),
                        new ClientTask.SignerReplaced(Optional.of("nobody answers")),
                        new ClientTask.SignerReplaced(Optional.empty()),
                        new ClientTask.End())) {
            assertThat(ClientTask.parse(overTheWire(task.encode()))).isEqualTo(task);
        }
    }

    @Test
    void everyReportSurvivesTheWire() throws IOException {
        for (ClientReport report :
                List.of(
                        new ClientReport.Ready(),
                        new ClientReport.Announce("t"),
                        new ClientReport.Withdraw("t"),
                        new ClientReport.Progress("s", "half \u00fcber"),
                        new ClientReport.Issued("s", "-----BEGIN\r\n"),
                        new ClientReport.AccountFound("https://a", "{}", Optional.of("terms")),
                        new ClientReport.Revoked("s"),
                        new ClientReport.Failed("s", "a \"reason\""),
                        new ClientReport.SignerLost(false),
                        new ClientReport.SignerLost(true),
                        new ClientReport.Alive(),
                        new ClientReport.Done())) {
            assertThat(ClientReport.parse(overTheWire(report.encode()))).isEqualTo(report);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ready",
                "[]",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"unheard-of\"}",
                "{\"type\":\"issued\",\"id\":\"a\"}",
                "{\"type\":\"issued\",\"id\":1,\"chain\":\"\"}",
                "{\"type\":\"done\",\"type\":\"done\"}"
            })
    void whatIsNoReportIsRefused(String line) {
        assertThatThrownBy(() -> ClientReport.parse(line)).isInstanceOf(JsonException.class);
    }

    @Test
    void aLineThatIsTooLongOrBrokenOffIsRefused() throws IOException {
        byte[] endless = "x".repeat(ControlStream.MAX_LINE + 10).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> stream(endless).receive()).hasMessageContaining("longer than");
        assertThatThrownBy(() -> stream("half".getBytes(StandardCharsets.UTF_8)).receive())
                .isInstanceOf(EOFException.class);
        assertThat(stream(new byte[0]).receive()).isEmpty();
    }

    private static String overTheWire(String line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ControlStream(new ByteArrayInputStream(new byte[0]), out).send(line);
        return stream(out.toByteArray()).receive().orElseThrow();
    }

    private static ControlStream stream(byte[] bytes) {
        return new ControlStream(new ByteArrayInputStream(bytes), new ByteArrayOutputStream());
    }
}
