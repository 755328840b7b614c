package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers as they come over the wire. */
class HttpAnswersTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Posts, so that nothing is repeated; the server closes the connection after its answer. */
    private static HttpReply answerOf(String answer) throws Exception {
        try (TlsServer server =
                        TlsServer.start(
                                connection -> {
                                    connection.readRequest();
                                    connection.write(answer);
                                });
                HttpTransport transport = new HttpTransport(server.options())) {
            return transport.post("test", server.url("/"), "{}", LIMIT);
        }
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic realm=\"a\"", "Digest realm=\"a\", nonce=\"b\"", "NTLM"})
    void status401IsAnAnswerLikeAnyOther(String scheme) throws Exception {
        AtomicBoolean asked = new AtomicBoolean();
        Authenticator before = Authenticator.getDefault();
        Authenticator.setDefault(
                new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        asked.set(true);
                        return new PasswordAuthentication("user", "secret".toCharArray());
                    }
                });
        try {
            HttpReply reply =
                    answerOf(
                            lines(
                                    "HTTP/1.1 401 Unauthorized",
                                    "WWW-Authenticate: " + scheme,
                                    "Content-Type: application/problem+json",
                                    "Content-Length: 24",
                                    "",
                                    "{\"detail\":\"deactivated\"}"));
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.problem().describe()).contains("deactivated");
            assertThat(asked).isFalse();
        } finally {
            Authenticator.setDefault(before);
        }
    }

    @Test
    void theFirstOfSeveralFieldsCountsWhateverItsCase() throws Exception {
        HttpReply reply =
                answerOf(
                        lines(
                                "HTTP/1.1 200 OK",
                                "Replay-NONCE: first",
                                "no field",
                                "Replay-Nonce: second",
                                "Content-Length: 0",
                                "",
                                ""));
        assertThat(reply.header("replay-nonce")).hasValue("first");
        assertThat(reply.header("Location")).isEmpty();
    }

    @Test
    void interimAnswersArePassedOver() throws Exception {
        HttpReply reply =
                answerOf(
                        lines(
                                "HTTP/1.1 103 Early Hints",
                                "Link: <a>",
                                "",
                                "HTTP/1.1 201 Created",
                                "Content-Length: 1",
                                "",
                                "x"));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.ascii()).isEqualTo("x");
    }

    @Test
    void interimAnswersWithoutEndAreCalledSo() {
        String interim = lines("HTTP/1.1 103 Early Hints", "Link: <a>", "", "");
        assertThatThrownBy(() -> answerOf(interim.repeat(200_000)))
                .isInstanceOf(AcmeException.ProtocolViolation.class)
                .hasMessageContaining("interim answers (HTTP 1xx) without end");
    }

    @Test
    void aBodyWithoutLengthEndsWithTheConnection() throws Exception {
        assertThat(answerOf("HTTP/1.0 200 OK\r\n\r\nwhole").ascii()).isEqualTo("whole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.6\r\n", "HTTP/x\r\n\r\n", "ICY 200 OK\r\n\r\n"})
    void whatIsNoHttpIsCalledSo(String answer) {
        assertThatThrownBy(() -> answerOf(answer))
                .isInstanceOf(AcmeException.ConnectionFailed.class)
                .hasMessageContaining("the answer is no HTTP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart",
                "HTTP/1.1 500 Error\r\nContent-Length: 9\r\n\r\npart",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\npart"
            })
    void aBodyThatIsCutOffIsAFailure(String answer) {
        assertThatThrownBy(() -> answerOf(answer))
                .isInstanceOf(AcmeException.ConnectionFailed.class)
                .hasMessageContaining("broke: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 500 Error\r\n\r\n"})
    void aHugeBodyIsRefusedWhateverTheStatus(String head) {
        assertThatThrownBy(() -> answerOf(head + "x".repeat(1024 * 1024 + 1)))
                .isInstanceOf(AcmeException.ProtocolViolation.class)
                .hasMessageContaining("longer than 1048576 bytes");
    }

    @Test
    void anEndlessHeaderIsRefused() {
        assertThatThrownBy(() -> answerOf("HTTP/1.1 200 OK\r\n" + "A: bbbbbb\r\n".repeat(100_000)))
                .isInstanceOf(AcmeException.ConnectionFailed.class);
    }
}
