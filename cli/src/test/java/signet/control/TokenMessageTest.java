package signet.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.signer.protocol.MalformedLineException;

import java.util.List;

class TokenMessageTest {

    @Test
    void everyMessageSurvivesTheWire() throws MalformedLineException {
        String longest = "x".repeat(256);
        for (TokenMessage message :
                List.of(
                        new TokenMessage.Ready(),
                        new TokenMessage.Announce("a_B-9"),
                        new TokenMessage.Withdraw(longest))) {
            String line = message.encode();
            assertThat(line).hasSizeLessThanOrEqualTo(TokenMessage.MAX_LINE);
            assertThat(TokenMessage.parse(line)).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "READY",
                "ready ",
                "announce",
                "announce ",
                "announce  a",
                "announce a b",
                "announce a/b",
                "announce ../x",
                "announce a\n",
                "remove a",
                "announce \u00e9"
            })
    void refusesWhatIsNoMessage(String line) {
        assertThatThrownBy(() -> TokenMessage.parse(line))
                .isInstanceOf(MalformedLineException.class);
    }

    @Test
    void refusesTokensThatAreTooLong() {
        String token = "x".repeat(257);
        assertThatThrownBy(() -> TokenMessage.parse("announce " + token))
                .isInstanceOf(MalformedLineException.class);
        assertThatThrownBy(() -> new TokenMessage.Announce(token))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
