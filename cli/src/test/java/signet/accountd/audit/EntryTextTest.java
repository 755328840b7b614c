package signet.accountd.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.Position;
import signet.accountd.audit.show.LineText;
import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class EntryTextTest {

    private static final Instant NOW = Instant.parse("2026-11-24T17:00:00.123456Z");

    private static byte[] line(AuditEntry entry) {
        return ChainLine.encode(
                new Position(Long.MAX_VALUE / 100, "a".repeat(64)), EntryText.of(entry));
    }

    private static ChainLine read(AuditEntry entry) throws JsonException {
        byte[] bytes = line(entry);
        String text = new String(bytes, StandardCharsets.US_ASCII);
        assertThat(bytes).hasSizeLessThanOrEqualTo(ChainLine.MAX_BYTES);
        assertThat(text.indexOf('\n')).isEqualTo(bytes.length - 1);
        assertThat(text.substring(0, text.length() - 1)).matches("[ -~]*");
        return ChainLine.parse(bytes);
    }

    private static AuditEntry everywhere(String text) {
        return AuditEntry.builder(NOW, text, Outcome.REFUSED)
                .peer(text, text)
                .ca(text)
                .names(Collections.nCopies(200, text))
                .terms(
                        new AuditEntry.Terms(
                                Optional.of(text),
                                Optional.of(text),
                                Optional.of(text),
                                Optional.of(text)))
                .csrKey(text)
                .rule(text)
                .reason(text)
                .token(text)
                .account(text)
                .url(text)
                .request(text, new AuditEntry.Jws(text, text))
                .build();
    }

    @Test
    void allIsWrittenUnderItsName() throws Exception {
        AuditEntry entry =
                AuditEntry.builder(NOW, "newOrder", Outcome.SIGNED)
                        .peer("alice", "socket /run/S.signet")
                        .ca("https://ca.example/dir")
                        .names(List.of("a.example", "b.example"))
                        .terms(
                                new AuditEntry.Terms(
                                        Optional.of("shortlived"),
                                        Optional.of("2026-01-01T00:00:00Z"),
                                        Optional.of("2027-01-01T00:00:00Z"),
                                        Optional.of("AA.AQ")))
                        .csrKey("11")
                        .rule("web")
                        .reason("none")
                        .token("0123")
                        .account("https://ca.example/acct/1")
                        .url("https://ca.example/order")
                        .request("22", new AuditEntry.Jws("eyJ", "e30"))
                        .build();
        assertThat(EntryText.of(entry))
                .isEqualTo(
                        """
                        {"type":"decision","time":"2026-11-24T17:00:00.123Z","outcome":"signed",\
                        "operation":"newOrder","peer":"alice","via":"socket /run/S.signet",\
                        "ca":"https://ca.example/dir","names":["a.example","b.example"],\
                        "profile":"shortlived","notBefore":"2026-01-01T00:00:00Z",\
                        "notAfter":"2027-01-01T00:00:00Z","replaces":"AA.AQ",\
                        "rule":"web","reason":"none","csr-key":"11","token":"0123",\
                        "account":"https://ca.example/acct/1","url":"https://ca.example/order",\
                        "request":"22","jws":{"protected":"eyJ","payload":"e30"}}\
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\nb",
                "x\",\"outcome\":\"signed",
                "\\\",\"x\":\"",
                "\u2028\u2029\u0085",
                "\u001b[2J\u001b]0;x\u0007",
                "\0",
                "\u202Eevil",
                "\u007F",
                "\uD83D\uDE00",
                "}\n{\"seq\":1}"
            })
    void noTextLeavesItsPlace(String text) throws Exception {
        ChainLine line = read(everywhere(text));
        assertThat(line.json().string("peer")).contains(text);
        assertThat(line.json().string("outcome")).contains("refused");
        assertThat(line.json().strings("names")).contains(text);
        assertThat(LineText.of(line)).matches("[^\\p{Cntrl}\\u2028\\u2029\\u202E]*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00b", "\uDC00\uD800"})
    void halvesOfCharactersAreReplaced(String text) throws Exception {
        assertThat(read(everywhere(text)).json().requiredString("peer"))
                .isEqualTo(text.replaceAll("[\\uD800-\\uDFFF]", "\uFFFD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\"", "\u0001", "\u00E9", "\uD83D\uDE00", "\uD800"})
    void longTextIsCutAndToldWithItsLength(String character) throws Exception {
        String text = character.repeat(1 << 20);
        JsonObject json = read(everywhere(text)).json();
        JsonObject cut = json.object("cut").orElseThrow();
        for (String member :
                List.of(
                        "operation",
                        "peer",
                        "via",
                        "ca",
                        "rule",
                        "reason",
                        "csr-key",
                        "token",
                        "account",
                        "url",
                        "request",
                        "protected")) {
            assertThat(cut.number(member)).as(member).hasValue(text.length());
        }
        assertThat(cut.number("names")).hasValue(200);
        assertThat(json.requiredString("peer")).isNotEmpty().hasSizeLessThan(600);
    }

    @Test
    void requestIsWholeWhereItFits() throws Exception {
        String payload = "p".repeat(12_000);
        AuditEntry entry =
                AuditEntry.builder(NOW, "finalize", Outcome.SIGNED)
                        .request("22", new AuditEntry.Jws("h".repeat(500), payload))
                        .build();
        JsonObject json = read(entry).json();
        assertThat(json.object("jws").orElseThrow().string("payload")).contains(payload);
        assertThat(json.has("cut")).isFalse();
    }

    @Test
    void hundredNamesAreKept() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            names.add("host-number-" + i + ".example.org");
        }
        AuditEntry entry = AuditEntry.builder(NOW, "newOrder", Outcome.SIGNED).names(names).build();
        assertThat(read(entry).json().strings("names")).isEqualTo(names);
    }

    @Test
    void anyTextMakesOneLine() throws Exception {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(3000);
            for (int i = 0; i < length; i++) {
                text.append(
                        (char)
                                (random.nextBoolean()
                                        ? random.nextInt(0x80)
                                        : random.nextInt(0x10000)));
            }
            ChainLine line = read(everywhere(text.toString()));
            assertThat(line.json().string("outcome")).contains("refused");
        }
    }
}
