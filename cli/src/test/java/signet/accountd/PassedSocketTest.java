package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Map;

class PassedSocketTest {

    private static final long PID = 4711;

    @Test
    void socketsAreNumberedFromThreeAndNamed() throws IOException {
        assertThat(
                        PassedSocket.all(
                                Map.of(
                                        "LISTEN_PID", "4711",
                                        "LISTEN_FDS", "3",
                                        "LISTEN_FDNAMES", "one:two"),
                                PID))
                .containsExactly(
                        new PassedSocket(3, "one"),
                        new PassedSocket(4, "two"),
                        new PassedSocket(5, "unknown"));
    }

    /** They are inherited by every child, to which nothing was passed. */
    @Test
    void variablesForAnotherProcessDoNotCount() throws IOException {
        assertThat(PassedSocket.all(Map.of("LISTEN_PID", "4712", "LISTEN_FDS", "1"), PID))
                .isEmpty();
        assertThat(PassedSocket.all(Map.of("LISTEN_FDS", "1"), PID)).isEmpty();
        assertThat(PassedSocket.all(Map.of("LISTEN_PID", "4711"), PID)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "65", "99999999999"})
    void aWrongCountIsAnError(String count) {
        assertThatThrownBy(
                        () ->
                                PassedSocket.all(
                                        Map.of("LISTEN_PID", "4711", "LISTEN_FDS", count), PID))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("LISTEN_FDS");
    }
}
