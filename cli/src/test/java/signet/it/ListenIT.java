package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.FreePort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Every address of key {@code listen} answers, all of them during one run. */
class ListenIT {

    @RegisterExtension static final Ca CA = new Ca();

    private Site site;
    private Path socket;
    private @Nullable HttpServer front;
    private final Map<String, String> seen = new ConcurrentSkipListMap<>();

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        site.startAccountd();
        site.register();
        site.sections(site.section("listen.example"));
        socket = site.directory().resolve("www.socket");
    }

    @AfterEach
    void end() throws IOException {
        if (front != null) {
            front.stop(0);
        }
        site.close();
    }

    @Test
    void ipv4AndIpv6AndUnixSocketAnswerTheSameAtTheSameTime() throws IOException {
        int four = FreePort.find();
        int six = FreePort.find();
        site.configure("", "listen = 127.0.0.1:%d [::1]:%d, %s".formatted(four, six, socket));
        Map<String, SocketAddress> addresses = new TreeMap<>();
        addresses.put("IPv4", new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), four));
        addresses.put("IPv6", new InetSocketAddress(InetAddress.ofLiteral("::1"), six));
        addresses.put("UNIX", UnixDomainSocketAddress.of(socket));
        startFront(addresses);

        Site.Finished run = site.signet("newOrder");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(seen).hasSize(4).containsEntry("mode", "rw-rw-rw-");
        seen.remove("mode");
        assertThat(seen.values()).allMatch(text -> text.matches("[\\w-]+\\.[\\w-]{43}"));
        assertThat(seen.values().stream().distinct()).hasSize(1);
        assertThat(socket).doesNotExist();
    }

    @Test
    void oneSocketServesBothFamiliesWhereAllAddressesAreListenedOn() throws IOException {
        int port = FreePort.find();
        site.configure("", "listen = 0.0.0.0:%1$d [::]:%1$d".formatted(port));
        startFront(
                Map.of(
                        "IPv4", new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
                        "IPv6", new InetSocketAddress(InetAddress.ofLiteral("::1"), port)));
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(seen.get("IPv4")).isNotEmpty().isEqualTo(seen.get("IPv6"));
    }

    @Test
    void addressThatIsTakenFailsTheRunAndLeavesNothingOfTheOthers() throws IOException {
        int taken = site.pebble().httpPort();
        site.startSilentServer();
        site.configure("", "listen = %s 127.0.0.1:%d".formatted(socket, taken));
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("127.0.0.1:" + taken, "another program serves this port");
        assertThat(socket).doesNotExist();
    }

    /** Where the CA comes; asks all addresses for what the CA asks for, and answers with theirs. */
    private void startFront(Map<String, SocketAddress> addresses) throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), site.pebble().httpPort()),
                        0);
        server.createContext(
                "/",
                exchange -> {
                    if (Files.exists(socket)) {
                        seen.put(
                                "mode",
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(socket)));
                    }
                    List<String> bodies = new ArrayList<>();
                    for (Map.Entry<String, SocketAddress> address : addresses.entrySet()) {
                        String body = get(address.getValue(), exchange.getRequestURI().getPath());
                        seen.put(address.getKey(), body);
                        bodies.add(body);
                    }
                    byte[] answer = bodies.getFirst().getBytes(StandardCharsets.US_ASCII);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        front = server;
    }

    private static String get(SocketAddress address, String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.write(
                    ByteBuffer.wrap(
                            ("GET " + path + " HTTP/1.0\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII)));
            String text =
                    new String(
                            Channels.newInputStream(channel).readAllBytes(),
                            StandardCharsets.US_ASCII);
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }
}
