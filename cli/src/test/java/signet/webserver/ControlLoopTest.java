package signet.webserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.signer.protocol.MalformedLineException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

class ControlLoopTest {

    private final AnnouncedTokens tokens = new AnnouncedTokens();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    private void hear(String lines) throws IOException {
        byte[] bytes = lines.getBytes(StandardCharsets.US_ASCII);
        new ControlLoop(new ByteArrayInputStream(bytes), answers, tokens).run();
    }

    @Test
    void announcesAndWithdrawsAndSaysSo() throws IOException {
        String lines = "announce a\r\nannounce b\r\nannounce b\r\nwithdraw a\r\nwithdraw c\r\n";
        hear(lines);
        assertThat(tokens.contains("a")).isFalse();
        assertThat(tokens.contains("b")).isTrue();
        assertThat(answers.toString(StandardCharsets.US_ASCII)).isEqualTo(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready\r\n", "announce a\n", "announce\r\n", "?\r\n"})
    void endsAtALineThatIsNoOrder(String line) {
        assertThatThrownBy(() -> hear(line)).isInstanceOf(MalformedLineException.class);
        assertThat(answers.size()).isZero();
    }

    @Test
    void endsAtALineThatIsTooLong() {
        assertThatThrownBy(() -> hear("announce " + "x".repeat(100_000) + "\r\n"))
                .isInstanceOf(MalformedLineException.class);
    }

    @Test
    void boundsTheNumberOfTokens() throws IOException {
        for (int i = 0; i < AnnouncedTokens.MAX; i++) {
            assertThat(tokens.announce("t" + i)).isTrue();
        }
        hear("announce t0\r\n");
        assertThatThrownBy(() -> hear("announce x\r\n"))
                .hasMessage("more than 10000 tokens are announced");
        hear("withdraw t0\r\nannounce x\r\n");
        assertThat(tokens.contains("x")).isTrue();
    }
}
