package signet.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.testing.Eventually;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a peer can do to the others: nothing. */
class BadPeersTest {

    private static final String OK = "HTTP/1.1 200 OK";
    private static final Duration LONG = Duration.ofSeconds(20);

    private static Limits limits(Duration request, int connections) {
        return new Limits(8192, 16384, request, Duration.ofSeconds(2), connections);
    }

    @Test
    void tellsAPeerThatSaysNothingThatItsTimeIsOver() throws IOException {
        try (var server = WebserverFixture.start(limits(Duration.ofMillis(100), 8))) {
            try (var channel = server.connect()) {
                assertThat(WebserverFixture.readAll(channel)).startsWith("HTTP/1.1 408 ");
            }
            server.awaitLog("[127.0.0.1] (no request) -> 408");
        }
    }

    @Test
    void tellsASlowPeerOfAUnixSocketThatItsTimeIsOver(@TempDir Path folder) throws IOException {
        var limits = limits(Duration.ofMillis(100), 8);
        try (var server = WebserverFixture.onUnixSocket(folder.resolve("S"), limits);
                var channel = server.connect()) {
            WebserverFixture.write(channel, "GET /a HTTP/1.1\r\nHos");
            assertThat(WebserverFixture.readAll(channel)).startsWith("HTTP/1.1 408 ");
            server.awaitLog("[unix] GET /a -> 408");
        }
    }

    @Test
    void endsAPeerThatDripsItsRequest() throws IOException {
        try (var server = WebserverFixture.start(limits(Duration.ofMillis(200), 8));
                var channel = server.connect()) {
            WebserverFixture.write(channel, "GET /a HTTP/1.1\r\n");
            Eventually.await(
                    "an answer while the peer still drips",
                    LONG,
                    () -> {
                        drip(channel);
                        return server.log.contains("[127.0.0.1] GET /a -> 408");
                    });
        }
    }

    private static void drip(SocketChannel channel) {
        try {
            WebserverFixture.write(channel, "A: b\r\n");
        } catch (IOException e) {
            // A reset, as drops that came after the time was over are not read: the log tells why.
            assertThat(e).hasMessageMatching("Broken pipe|Connection reset.*");
        }
    }

    @Test
    void servesOthersWhileManyPeersAreSlow() throws IOException {
        try (var server = WebserverFixture.start()) {
            List<SocketChannel> slow = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                slow.add(server.connect());
                WebserverFixture.write(slow.getLast(), "GET /.well-known/");
            }
            assertThat(server.status(WebserverFixture.GET)).isEqualTo(OK);
            closeAll(slow);
        }
    }

    @Test
    void refusesARequestLineThatIsTooLong() throws IOException {
        try (var server = WebserverFixture.start()) {
            assertThat(server.status("GET /" + "x".repeat(100_000)))
                    .isEqualTo("HTTP/1.1 414 URI Too Long");
        }
    }

    @Test
    void refusesAHeadThatIsTooLong() throws IOException {
        try (var server = WebserverFixture.start()) {
            assertThat(server.status("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(10_000)))
                    .isEqualTo("HTTP/1.1 431 Request Header Fields Too Large");
        }
    }

    @Test
    void outlivesPeersThatResetTheConnection() throws IOException {
        try (var server = WebserverFixture.start()) {
            for (String sent : List.of("", "GET /", WebserverFixture.GET)) {
                SocketChannel channel = server.connect();
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                WebserverFixture.write(channel, sent);
                channel.close();
                assertThat(server.status(WebserverFixture.GET)).isEqualTo(OK);
            }
        }
    }

    @Test
    void closesTheOldestConnectionWhenThereAreTooMany() throws IOException {
        try (var server = WebserverFixture.start(limits(LONG, 2));
                var oldest = server.connect();
                var second = server.connect()) {
            assertThat(second.isConnected()).isTrue();
            assertThat(server.status(WebserverFixture.GET)).isEqualTo(OK);
            assertThat(WebserverFixture.readAll(oldest)).isEmpty();
            server.awaitLog("too many connections: the oldest one is closed");
        }
    }

    @Test
    void servesAfterAThousandConnectionsThatSayNothing() throws IOException {
        try (var server = WebserverFixture.start()) {
            List<SocketChannel> idle = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                idle.add(server.connect());
            }
            assertThat(server.status(WebserverFixture.GET)).isEqualTo(OK);
            closeAll(idle);
        }
    }

    @Test
    void answersAThousandPeersOfWhichManyComeAtOnce() throws Exception {
        try (var server = WebserverFixture.start();
                var pool = Executors.newFixedThreadPool(64)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                answers.add(pool.submit(() -> server.status(WebserverFixture.GET)));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo(OK);
            }
        }
    }

    @Test
    void endsAPeerThatNeverClosesAfterItsAnswer() throws IOException {
        var limits = new Limits(8192, 16384, LONG, Duration.ofMillis(50), 8);
        try (var server = WebserverFixture.start(limits);
                var channel = server.connect()) {
            WebserverFixture.write(channel, WebserverFixture.GET);
            Eventually.await(
                    "a closed connection",
                    LONG,
                    () -> {
                        try {
                            WebserverFixture.write(channel, "more");
                            return false;
                        } catch (IOException e) {
                            return true;
                        }
                    });
        }
    }

    private static void closeAll(List<SocketChannel> channels) throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
