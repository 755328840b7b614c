package signet.accountd.audit.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.Position;
import signet.jose.JsonException;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class LineTextTest {

    private static ChainLine line(String peer, String... names) throws JsonException {
        return ChainLine.parse(
                ChainLine.encode(
                        Position.BEFORE_ALL,
                        ChainLine.text(
                                ChainLine.body(
                                                LineType.DECISION,
                                                Instant.parse("2026-11-24T17:00:00Z"))
                                        .put("outcome", "signed")
                                        .put("operation", "newOrder")
                                        .put("peer", peer)
                                        .putStrings("names", List.of(names))
                                        .build())));
    }

    private static LineFilter filter(String peer, String name, String outcome) {
        return new LineFilter(
                given(peer),
                given(name),
                Optional.empty(),
                given(outcome),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static Optional<String> given(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(text);
    }

    @Test
    void decisionIsOneReadableLine() throws Exception {
        assertThat(LineText.of(line("alice", "a.example.org", "b.example.org")))
                .isEqualTo(
                        "2026-11-24T17:00:00Z #0 signed newOrder"
                                + " names=a.example.org,b.example.org peer=alice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x rule=y|\"x rule=y\"",
                "x\"y|\"x\\\"y\"",
                "x\\y|\"x\\\\y\"",
                "x=y|\"x=y\"",
                "x,y|\"x,y\""
            })
    void whatCouldBeTakenForMoreIsQuoted(String peer, String shown) throws Exception {
        assertThat(LineText.of(line(peer))).endsWith(" peer=" + shown);
    }

    @Test
    void controlCharactersAreEscaped() throws Exception {
        assertThat(LineText.of(line("a\u001b[2J\nb"))).endsWith("peer=a\\u001b[2J\\u000ab");
    }

    @ParameterizedTest
    @CsvSource({
        "-, -, -, true",
        "ali, -, -, true",
        "bob, -, -, false",
        "-, a.example.org, -, true",
        "-, A.EXAMPLE.ORG, -, true",
        "-, example.org, -, false",
        "-, .example.org, -, true",
        "-, .org, -, true",
        "-, .xample.org, -, false",
        "-, -, signed, true",
        "-, -, refused, false",
        "alice, .example.org, refused, false"
    })
    void filterTakesAllConditions(String peer, String name, String outcome, boolean shown)
            throws Exception {
        assertThat(filter(peer, name, outcome).accepts(line("alice", "a.example.org")))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, 2026-11-24, true",
        "2026-11-25, 2026-11-26, false",
        "2026-11-01, 2026-11-23, false",
        "2026-11-24T17:00, 2026-11-24T17:00:01Z, true",
        "2026-11-24T17:00:00.001, 2026-11-25, false",
        "2026-11-24, 2026-11-24T17:00:00Z, false",
        "2026-11-24T18:00:00+01:00, 2026-11-24T18:00:00.001+01:00, true"
    })
    void timesAreInUtc(String since, String until, boolean shown) throws Exception {
        LineFilter filter =
                new LineFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Moments.parse(since, false)),
                        Optional.of(Moments.parse(until, true)),
                        false);
        assertThat(filter.accepts(line("alice"))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "2026-13-01", "2026-11-24 17:00", "24.11.2026"})
    void noTimeIsRefused(String text) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> Moments.parse(text, false));
    }
}
