package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** When a connection is used again, and what becomes of a request when it was closed. */
class KeptConnectionsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int AT_ONCE = 8;

    @ParameterizedTest
    @ValueSource(
            strings = {
                TlsServer.OK,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone",
                "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno",
                "HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 303 See Other\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n"
            })
    void theNextRequestUsesTheSameConnection(String answer) throws Exception {
        try (TlsServer server = TlsServer.start(connection -> connection.answerAll(answer));
                HttpTransport transport = new HttpTransport(server.options())) {
            transport.get("first", server.url("/1"), LIMIT);
            transport.post("second", server.url("/2"), "{}", LIMIT);
            transport.get("third", server.url("/3"), LIMIT);
            assertThat(server.requests()).hasSize(3);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void eachOfTheThreadsThatAskAtOnceKeepsAConnection() throws Exception {
        CyclicBarrier all = new CyclicBarrier(AT_ONCE);
        try (TlsServer server =
                        TlsServer.start(
                                connection -> {
                                    while (connection.readRequest()) {
                                        meet(all);
                                        connection.write(TlsServer.OK);
                                    }
                                });
                HttpTransport transport = new HttpTransport(server.options());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 2; round++) {
                List<Future<HttpReply>> replies = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    replies.add(
                            threads.submit(
                                    () -> transport.post("post", server.url("/"), "{}", LIMIT)));
                }
                for (Future<HttpReply> reply : replies) {
                    assertThat(reply.get().status()).isEqualTo(200);
                }
            }
            assertThat(server.connections()).isEqualTo(AT_ONCE);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aConnectionThatTheServerClosedWhileItWasIdleCarriesNoPost() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (TlsServer server =
                        TlsServer.start(
                                connection -> {
                                    if (connection.number() > 1) {
                                        connection.answerAll(TlsServer.OK);
                                    } else if (connection.readRequest()) {
                                        connection.write(TlsServer.OK);
                                        connection.socket().close();
                                        closed.countDown();
                                    }
                                });
                HttpTransport transport = new HttpTransport(server.options())) {
            transport.get("first", server.url("/1"), LIMIT);
            assertThat(closed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(transport.post("second", server.url("/2"), "{}", LIMIT).status())
                    .isEqualTo(200);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPostThatTheServerReadAndDidNotAnswerIsNotRepeated(int dropped) throws Exception {
        try (TlsServer server =
                        TlsServer.start(
                                connection -> {
                                    for (int i = 1; i < dropped; i++) {
                                        connection.readRequest();
                                        connection.write(TlsServer.OK);
                                    }
                                    connection.readRequest();
                                });
                HttpTransport transport = new HttpTransport(server.options())) {
            for (int i = 1; i < dropped; i++) {
                transport.post("before", server.url("/"), "{}", LIMIT);
            }
            assertThatThrownBy(() -> transport.post("lost", server.url("/"), "{}", LIMIT))
                    .isInstanceOfSatisfying(
                            AcmeException.ConnectionFailed.class,
                            e -> assertThat(e.perhapsReceived()).isTrue())
                    .hasMessageContaining("broke: it ended before the answer");
            assertThat(server.requests()).hasSize(dropped);
            assertThat(server.connections()).isOne();
        }
    }
}
