package signet.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What each kind of request is answered with. */
class AnswersTest {

    private static final String PATH = "/.well-known/acme-challenge/";
    private static final String BODY = "known." + WebserverFixture.THUMBPRINT;

    private WebserverFixture server;

    @BeforeEach
    void start() throws IOException {
        server = WebserverFixture.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void servesTheKeyAuthorizationOfAnAnnouncedToken() throws IOException {
        assertThat(server.exchange(WebserverFixture.GET))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\r\nContent-Type: application/octet-stream\r\n")
                .contains("\r\nContent-Length: " + BODY.length() + "\r\n")
                .contains("\r\nConnection: close\r\n")
                .endsWith("\r\n\r\n" + BODY);
        server.awaitLog("[127.0.0.1] GET " + PATH + "known -> 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET " + PATH + "known HTTP/1.0\r\n\r\n",
                "GET http://example.org" + PATH + "known HTTP/1.1\r\nhost:\r\n\r\n",
                "GET HTTP://[::1]:80" + PATH + "known HTTP/1.0\r\n\r\n",
                "\r\nGET " + PATH + "known HTTP/1.1\r\nHOST: a\r\nX: \u00e9\t\r\n\r\n"
            })
    void servesEveryCorrectFormOfTheRequest(String request) throws IOException {
        assertThat(server.exchange(request)).startsWith("HTTP/1.1 200 OK\r\n").endsWith(BODY);
    }

    @Test
    void answersHeadWithTheLengthOnly() throws IOException {
        assertThat(server.exchange("HEAD " + PATH + "known HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\r\nContent-Length: " + BODY.length() + "\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void doesNotKnowATokenAfterItsWithdrawal() throws IOException {
        server.tokens.withdraw("known");
        assertThat(server.status(WebserverFixture.GET)).isEqualTo("HTTP/1.1 404 Not Found");
    }

    @ParameterizedTest
    @CsvSource({
        "/.well-known/acme-challenge/unknown, 404 Not Found",
        "/.well-known/acme-challenge/, 403 Forbidden",
        "/.well-known/acme-challenge, 403 Forbidden",
        "/.well-known/acme-challenge/known/, 403 Forbidden",
        "/.well-known/acme-challenge/known?, 403 Forbidden",
        "/.well-known/acme-challenge/known?a=b, 403 Forbidden",
        "/.well-known/acme-challenge/%6bnown, 403 Forbidden",
        "/.well-known/acme-challenge/../acme-challenge/known, 403 Forbidden",
        "/.well-known//acme-challenge/known, 403 Forbidden",
        "//.well-known/acme-challenge/known, 403 Forbidden",
        "/.WELL-KNOWN/acme-challenge/known, 403 Forbidden",
        "/.well-known/acme-challenge/.known, 403 Forbidden",
        "http://a/other, 403 Forbidden",
        "http://a, 403 Forbidden",
        "http:///.well-known/acme-challenge/known, 403 Forbidden",
        "https://a/.well-known/acme-challenge/known, 403 Forbidden",
        "http://u@a/.well-known/acme-challenge/known, 403 Forbidden",
        "*, 403 Forbidden",
        "/, 403 Forbidden",
    })
    void refusesEveryOtherTarget(String target, String status) throws IOException {
        assertThat(server.status("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isEqualTo("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "BREW"})
    void allowsGetAndHeadOnly(String method) throws IOException {
        assertThat(server.exchange(method + " " + PATH + "known HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
                .contains("\r\nAllow: GET, HEAD\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / http/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\rHost: a\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001",
                "\r\n\r\n\r\n"
            })
    void callsMalformedWhatIsMalformed(String request) throws IOException {
        assertThat(server.status(request)).isEqualTo("HTTP/1.1 400 Bad Request");
    }

    @Test
    void saysThatItKnowsHttp1Only() throws IOException {
        assertThat(server.status("PRI * HTTP/2.0\r\n\r\n"))
                .isEqualTo("HTTP/1.1 505 HTTP Version Not Supported");
    }

    @Test
    void callsAPeerThatStopsHalfWayMalformed() throws IOException {
        try (var channel = server.connect()) {
            WebserverFixture.write(channel, "GET / HT");
            channel.shutdownOutput();
            assertThat(WebserverFixture.readAll(channel)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void answersTheFirstOfPipelinedRequestsAndCloses() throws IOException {
        String answer = server.exchange(WebserverFixture.GET.repeat(500));
        assertThat(answer).containsOnlyOnce("HTTP/1.1 ").endsWith(BODY);
    }

    @Test
    void ignoresABodyAndStillDeliversItsAnswer() throws IOException {
        String request =
                "GET " + PATH + "known HTTP/1.1\r\nHost: a\r\nContent-Length: 40000\r\n\r\n";
        assertThat(server.exchange(request + "x".repeat(40_000))).endsWith(BODY);
    }

    @Test
    void escapesWhatPeersSendIntoTheLog() throws IOException {
        server.status("GET /\u001b[31m\\ HTTP/1.1\r\nHost: a\r\n\r\n");
        server.awaitLog("[127.0.0.1] GET / -> 400");
        server.status("GET /\u009b\\ HTTP/1.0\r\n\r\n");
        server.awaitLog("[127.0.0.1] GET /\\u009b\\ -> 400");
    }

    @Test
    void servesIpv6() throws IOException {
        InetAddress address =
                InetAddress.getByAddress(ByteBuffer.allocate(16).put(15, (byte) 1).array());
        try (var ipv6 = WebserverFixture.onLoopback(address, Limits.standard())) {
            assertThat(ipv6.exchange(WebserverFixture.GET)).endsWith(BODY);
            ipv6.awaitLog("[0:0:0:0:0:0:0:1] GET " + PATH + "known -> 200");
        }
    }

    @Test
    void servesAUnixSocket(@TempDir Path folder) throws IOException {
        try (var unix = WebserverFixture.onUnixSocket(folder.resolve("S"), Limits.standard())) {
            assertThat(unix.exchange(WebserverFixture.GET)).endsWith(BODY);
            unix.awaitLog("[unix] GET " + PATH + "known -> 200");
        }
    }
}
