package signet.signer.pkcs11.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.jose.JsonException;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.Refusal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class DialogMessagesTest {

    private static final TokenDescription TOKEN =
            new TokenDescription(
                    "0042",
                    "a \"label\" \u001b[31m \u00e9",
                    "Maker",
                    "M 1",
                    -1,
                    "/m.so",
                    "Maker library 1.2",
                    "pinpad",
                    "final-try",
                    List.of("be careful"));

    private static final ReadyKey READY =
            new ReadyKey(
                    "pkcs11:token=a",
                    "0042",
                    "native",
                    "it is chosen",
                    "CKM_ECDSA",
                    SignatureAlgorithm.ES384,
                    8,
                    true,
                    700,
                    List.of());

    @Test
    void everyTaskSurvivesTheWire() throws JsonException {
        var key = new HelperTask.Key("pkcs11:token=a", "/m.so", "auto", Optional.of("0042"));
        for (HelperTask task :
                List.of(
                        new HelperTask.Serve(key),
                        new HelperTask.Check(
                                new HelperTask.Key("u", "/m", "native", Optional.empty())),
                        new HelperTask.ListTokens("/\u00e9.so"),
                        new HelperTask.Generate(
                                "u",
                                "/m",
                                SignatureAlgorithm.RS256,
                                Optional.of("0a"),
                                Optional.empty()))) {
            assertThat(task.encode()).matches("[ -~]+");
            assertThat(HelperTask.parse(task.encode())).isEqualTo(task);
        }
    }

    @Test
    void everyReportSurvivesTheWire() throws JsonException {
        var refusal = new Refusal(Refusal.Kind.PIN_REJECTED, "wrong \u00e9", OptionalInt.of(2));
        for (HelperReport report :
                List.of(
                        new HelperReport.TokenFound(TOKEN),
                        new HelperReport.Failed(refusal, PinFate.SENT),
                        new HelperReport.Failed(
                                Refusal.of(Refusal.Kind.KEY_NOT_FOUND, "none"), PinFate.ACCEPTED),
                        new HelperReport.Failed(
                                Refusal.of(Refusal.Kind.TOKEN_UNAVAILABLE, "x"), PinFate.NOT_SENT),
                        new HelperReport.Ready(READY),
                        new HelperReport.ListedToken(
                                TOKEN, List.of(key(Optional.of(false)), key(Optional.empty())), 3),
                        new HelperReport.Done("Maker library 1.2"),
                        new HelperReport.Generated("pkcs11:id=%01"),
                        new HelperReport.Checked(List.of(1L, 2L)))) {
            assertThat(report.encode()).matches("[ -~]+");
            assertThat(HelperReport.parse(report.encode())).isEqualTo(report);
        }
    }

    private static ListedKey key(Optional<Boolean> always) {
        return new ListedKey("u", "l", "01", "EC P-256", true, always, Optional.of("ES256"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "[]",
                "{}",
                "{\"task\":\"unheard-of\"}",
                "{\"task\":\"list\"}",
                "{\"task\":\"serve\",\"uri\":\"u\",\"module\":\"/m\"}",
                "{\"task\":\"serve\",\"uri\":\"u\",\"module\":\"/m\",\"engine\":\"fast\"}",
                "{\"task\":\"check\",\"uri\":\"u\",\"module\":7,\"engine\":\"auto\"}",
                "{\"task\":\"keygen\",\"uri\":\"u\",\"module\":\"/m\",\"type\":\"EdDSA\"}"
            })
    void whatIsNoTaskIsRefused(String line) {
        assertThatThrownBy(() -> HelperTask.parse(line)).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"report\":\"unheard-of\"}",
                "{\"report\":\"token\"}",
                "{\"report\":\"generated\"}",
                "{\"report\":\"failed\",\"detail\":7}",
                "{\"report\":\"checked\",\"signature-micros\":[\"1\"]}",
                "{\"report\":\"done\",\"report\":\"done\"}"
            })
    void whatIsNoReportIsRefused(String line) {
        assertThatThrownBy(() -> HelperReport.parse(line)).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"sessions\":8", "\"engine\":\"native\"", "\"algorithm\":\"ES384\""})
    void aReadyReportOutOfItsBoundsIsRefused(String member) {
        String line = new HelperReport.Ready(READY).encode();
        String name = member.substring(0, member.indexOf(':'));
        for (String value : List.of("0", "65", "-1", "\"?\"")) {
            String wrong = line.replace(member, name + ":" + value);
            assertThat(wrong).isNotEqualTo(line);
            assertThatThrownBy(() -> HelperReport.parse(wrong)).isInstanceOf(JsonException.class);
        }
    }

    @Test
    void aLineThatIsTooLongIsRefused() {
        String line = "{\"report\":\"done\",\"library\":\"" + "x".repeat(64 * 1024) + "\"}";
        assertThatThrownBy(() -> HelperReport.parse(line)).hasMessageContaining("longer than");
        assertThatThrownBy(() -> HelperTask.parse(line)).hasMessageContaining("longer than");
    }
}
