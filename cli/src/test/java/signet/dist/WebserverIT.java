package signet.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.testing.TestProcess;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The webserver as a process of its own, on descriptors handed to it. */
class WebserverIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String THUMBPRINT = "t".repeat(43);
    private static final String GREETING =
            "1 OK {\"alg\":\"ES256\",\"jwk-thumbprint\":\"" + THUMBPRINT + "\"}\r\n{}\r\n";

    @TempDir Path folder;

    private TestProcess start(String family, String greeting) throws IOException {
        Path script = folder.resolve("master.pl");
        try (InputStream in =
                WebserverIT.class.getResourceAsStream("/signet/webserver/master.pl")) {
            Files.copy(Objects.requireNonNull(in), script);
        }
        return TestProcess.start(
                folder.resolve("output"),
                new ProcessBuilder(
                        "perl",
                        script.toString(),
                        family,
                        greeting,
                        Distribution.launcher("libexec/signet-webserver").toString()));
    }

    private static void say(TestProcess master, String line) throws IOException {
        var out = master.process().getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static HttpURLConnection get(TestProcess master, String path) throws IOException {
        String address = master.text().lines().findFirst().orElseThrow().substring(8);
        return (HttpURLConnection) URI.create("http://" + address + path).toURL().openConnection();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inet", "inet6"})
    void answersAnnouncedTokensUntilTheMasterIsGone(String family) throws IOException {
        try (var master = start(family, GREETING)) {
            master.awaitText("ready\r\n", LONG);
            say(master, "announce token-1");
            master.awaitText("announce token-1\r\n", LONG);
            String path = "/.well-known/acme-challenge/token-1";
            try (InputStream in = get(master, path).getInputStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("token-1." + THUMBPRINT);
            }
            say(master, "withdraw token-1");
            master.awaitText("withdraw token-1\r\n", LONG);
            assertThat(get(master, path).getResponseCode()).isEqualTo(404);
            assertThat(get(master, "/etc/passwd").getResponseCode()).isEqualTo(403);
            master.process().getOutputStream().close();
            master.awaitText("status 0 signal 0", LONG);
        }
    }

    @Test
    void endsWithAnErrorAtABadControlLine() throws IOException {
        try (var master = start("inet", GREETING)) {
            master.awaitText("ready\r\n", LONG);
            say(master, "announce ../x");
            master.awaitText("status 1 signal 0", LONG);
            assertThat(master.text()).contains("signet-webserver: the control line is neither");
        }
    }

    @Test
    void endsWithAnErrorWhenTheSignerDoesNotSpeakTheProtocol() throws IOException {
        try (var master = start("inet", "220 mail\u001b.example\r\n")) {
            master.awaitText("status 1 signal 0", LONG);
            assertThat(master.text())
                    .contains("signet-webserver: no thumbprint from the signer: ")
                    .doesNotContain("ready", "Exception");
        }
    }

    @Test
    void servesAUnixSocket() throws IOException {
        Path socket = folder.resolve("S");
        try (var master = start(socket.toString(), GREETING)) {
            master.awaitText("ready\r\n", LONG);
            var address = UnixDomainSocketAddress.of(socket);
            try (var channel = SocketChannel.open(address)) {
                var answer = ByteBuffer.allocate(12);
                channel.write(StandardCharsets.US_ASCII.encode("GET / HTTP/1.0\r\n\r\n"));
                int count = 0;
                while (answer.hasRemaining() && count >= 0) {
                    count = channel.read(answer);
                }
                assertThat(answer.array()).asString().isEqualTo("HTTP/1.1 403");
            }
        }
    }

    @Test
    void doesNotStartByHand() throws IOException {
        var result =
                Distribution.run(
                        folder,
                        Map.of(),
                        List.of(Distribution.launcher("libexec/signet-webserver").toString()));
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .isEqualTo(
                        "signet-webserver: standard input is not a listening socket; signet starts"
                                + " this program itself\n");
    }
}
