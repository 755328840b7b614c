package signet.signer.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import signet.signer.SignerException;

import java.util.OptionalInt;
import java.util.stream.Stream;

class RefusalTest {

    static Stream<SignerException> everyKindOfFailure() {
        return Stream.of(
                new SignerException.KeyNotFound("a"),
                new SignerException.KeyUnusable("b", null),
                new SignerException.TokenUnavailable("c", null),
                new SignerException.PinRejected("d", OptionalInt.of(2)),
                new SignerException.PinRejected("e", OptionalInt.empty()),
                new SignerException.Refused("f"),
                new SignerException.ProtocolViolation("g", null));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfFailure")
    void carriesEveryKindOfFailureOverTheWire(SignerException failure) {
        String line = Refusal.of(failure).encode();
        assertThat(line).endsWith("\r\n");
        String text = line.substring(0, line.length() - 2);
        assertThat(Refusal.is(text)).isTrue();
        SignerException received = Refusal.parse(text).toException();
        assertThat(received).hasSameClassAs(failure).hasMessage(failure.getMessage());
        assertThat(tries(received)).isEqualTo(tries(failure));
    }

    @Test
    void isOneShortAsciiLineWhateverTheDetail() {
        String detail = "line\r\n1 NO {}\u00e9\u2028\uD83D\uDE00".repeat(5000);
        String line = Refusal.of(Refusal.Kind.REFUSED, detail).encode();
        assertThat(line.substring(0, line.length() - 2)).matches("[\\x20-\\x7e]*");
        assertThat(line.length()).isLessThan(Protocol.MAX_ANSWER_LINE);
    }

    /** So that it is short in every log, too. */
    @Test
    void isShortFromTheBeginning() {
        Refusal refusal = Refusal.of(Refusal.Kind.REFUSED, "a".repeat(100_000));
        assertThat(refusal.detail()).isEqualTo("a".repeat(1000));
        assertThat(
                        Refusal.parse(
                                        Protocol.VERSION
                                                + " NO {\"detail\":\""
                                                + "b".repeat(5000)
                                                + "\"}")
                                .detail())
                .hasSize(1000);
    }

    @Test
    void isNotCutInsideOfACharacter() {
        String line = Refusal.of(Refusal.Kind.REFUSED, "a".repeat(999) + "\uD83D\uDE00").encode();
        assertThat(Refusal.parse(line.strip()).detail()).isEqualTo("a".repeat(999));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 NO ",
                "1 NO garbage",
                "1 NO []",
                "1 NO {\"type\":5}",
                "1 NO {\"type\":\"from-the-future\"}",
                "1 NO {\"type\":\"refused\",\"tries-left\":\"many\"}",
            })
    void isARefusalHoweverBadItsReason(String line) {
        assertThat(Refusal.parse(line).toException()).isInstanceOf(SignerException.Refused.class);
    }

    @Test
    void isNeverTakenForASignature() {
        assertThat(Refusal.is("MTIz")).isFalse();
        assertThat(Refusal.is("1 OK {}")).isFalse();
    }

    private static OptionalInt tries(SignerException failure) {
        return failure instanceof SignerException.PinRejected pin
                ? pin.triesLeft()
                : OptionalInt.empty();
    }
}
