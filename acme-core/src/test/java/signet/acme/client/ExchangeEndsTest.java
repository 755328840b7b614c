package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Exchanges that would go on for ever end in time, and their connections with them. */
class ExchangeEndsTest {

    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CountDownLatch received = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Sends a piece at once, and pieces of it for as long as the client is there. */
    private void trickle(TlsServer.Connection connection, String start) throws IOException {
        try {
            connection.write(start);
            received.countDown();
            while (!ended.await(20, TimeUnit.MILLISECONDS)) {
                connection.write("a");
            }
        } catch (IOException e) {
            ended.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertEnds() throws InterruptedException {
        assertThat(ended.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aHeaderThatTrickles() throws Exception {
        try (TlsServer server =
                        TlsServer.start(
                                connection -> trickle(connection, "HTTP/1.1 200 OK\r\nField: "));
                HttpTransport transport = new HttpTransport(server.options())) {
            assertThatThrownBy(() -> transport.get("test", server.url("/"), SHORT))
                    .isInstanceOf(AcmeException.ConnectionFailed.class)
                    .hasMessageContaining("no answer from " + server.url("/") + " within 0.7 s");
            assertEnds();
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void aBodyThatTrickles() throws Exception {
        try (TlsServer server =
                        TlsServer.start(
                                connection -> trickle(connection, "HTTP/1.1 500 Error\r\n\r\n"));
                HttpTransport transport = new HttpTransport(server.options())) {
            assertThatThrownBy(() -> transport.post("test", server.url("/"), "{}", SHORT))
                    .isInstanceOf(AcmeException.ConnectionFailed.class)
                    .hasMessageContaining("no answer");
            assertEnds();
        }
    }

    @Test
    void aHandshakeThatIsNotAnswered() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                HttpTransport transport = new HttpTransport(ClientOptions.defaults())) {
            URI url = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/");
            assertThatThrownBy(() -> transport.get("test", url, SHORT))
                    .isInstanceOf(AcmeException.ConnectionFailed.class)
                    .hasMessageContaining("no answer");
            try (Socket socket = listener.accept()) {
                socket.setSoTimeout((int) LONG.toMillis());
                assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            }
        }
    }

    @Test
    void anInterruptedRequest() throws Exception {
        try (TlsServer server = TlsServer.start(connection -> trickle(connection, "HTTP/1.1 "));
                HttpTransport transport = new HttpTransport(server.options())) {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread caller =
                    Thread.ofPlatform()
                            .start(() -> failure.complete(failureOf(transport, server.url("/"))));
            received.await();
            caller.interrupt();
            assertThat(failure.get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(InterruptedException.class);
            assertEnds();
        }
    }

    @Test
    void aRequestWhoseTransportIsClosed() throws Exception {
        try (TlsServer server = TlsServer.start(connection -> trickle(connection, "HTTP/1.1 "))) {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            try (HttpTransport transport = new HttpTransport(server.options())) {
                Thread.ofVirtual()
                        .start(() -> failure.complete(failureOf(transport, server.url("/"))));
                received.await();
            }
            assertThat(failure.get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(AcmeException.ConnectionFailed.class);
            assertEnds();
        }
    }

    private static Throwable failureOf(HttpTransport transport, URI url) {
        try {
            transport.get("test", url, LONG);
            return new AssertionError("It ended well");
        } catch (AcmeException | InterruptedException e) {
            return e;
        }
    }
}
