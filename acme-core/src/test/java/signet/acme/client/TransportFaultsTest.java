package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import signet.acme.TestAccountKey;
import signet.testing.FreePort;
import signet.trust.RootCertificates;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

class TransportFaultsTest {

    private final FakeTime time = new FakeTime();
    private final FaultyServer server = new FaultyServer();

    TransportFaultsTest() throws Exception {}

    @AfterEach
    void stop() {
        server.close();
    }

    private void fetch(URI url, ClientOptions options) throws Exception {
        try (AcmeClient client = AcmeClient.open(url, TestAccountKey.generate(), options)) {
            client.directory();
        }
    }

    @Test
    void aServerThatIsNotThereIsTriedAFewTimesAndNamed() throws Exception {
        URI nobody = URI.create("https://127.0.0.1:" + FreePort.find() + "/dir");
        assertThatThrownBy(() -> fetch(nobody, server.options(time)))
                .isInstanceOf(AcmeException.ConnectionFailed.class)
                .hasMessageContaining("no connection to " + nobody);
        assertThat(time.pauses()).hasSize(3).isSorted();
    }

    @Test
    void aNameThatIsUnknownIsNamed() {
        URI unknown = URI.create("https://nowhere.invalid/dir");
        assertThatThrownBy(() -> fetch(unknown, server.options(time)))
                .isInstanceOf(AcmeException.ConnectionFailed.class)
                .hasMessageContaining("nowhere.invalid can't be resolved");
    }

    @Test
    void aServerThatNeverAnswersTimesOut() {
        server.silence("/dir");
        ClientOptions options = server.options(time).withRequestTimeout(Duration.ofMillis(300));
        assertThatThrownBy(() -> fetch(server.url("/dir"), options))
                .isInstanceOf(AcmeException.ConnectionFailed.class)
                .hasMessageContaining("no answer from " + server.url("/dir") + " within 0.3 s");
        assertThat(server.count("/dir")).isEqualTo(4);
    }

    @Test
    void aBodyThatNeverEndsTimesOut() throws Exception {
        // Announces a body and sends a part of it: the JDK's request timeout would not end this.
        TestCertificate certificate = TestCertificate.forLoopback();
        try (ServerSocket listener =
                certificate
                        .serverContext()
                        .getServerSocketFactory()
                        .createServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerInPart(listener));
            ClientOptions options =
                    ClientOptions.defaults()
                            .withTime(time)
                            .withTrustedRoots(
                                    RootCertificates.of(List.of(certificate.certificate())))
                            .withRequestTimeout(Duration.ofMillis(500));
            URI url = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/dir");
            assertThatThrownBy(() -> fetch(url, options))
                    .isInstanceOf(AcmeException.ConnectionFailed.class)
                    .hasMessageContaining("no answer");
        }
    }

    /** Every connection stays open until the listener is closed with the test. */
    private static void answerInPart(ServerSocket listener) {
        try {
            while (true) {
                Socket socket = listener.accept();
                OutputStream out = socket.getOutputStream();
                out.write(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
                                .getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void aHugeBodyIsCutOff() {
        server.script("/dir", Answer.json(200, " ".repeat(1024 * 1024) + "{}"));
        assertThatThrownBy(() -> fetch(server.url("/dir"), server.options(time)))
                .isInstanceOf(AcmeException.WrongDirectory.class)
                .hasMessageContaining("longer than 1048576 bytes");
    }

    @Test
    void aServerThatTheJdkDoesNotTrustIsRefusedWithTheMend() {
        ClientOptions options = ClientOptions.defaults().withTime(time);
        assertThatThrownBy(() -> fetch(server.url("/dir"), options))
                .isInstanceOf(AcmeException.TlsFailed.class)
                .hasMessageContaining("\"CAfile\" of section [client]");
        assertThat(time.pauses()).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void givenRootsAloneAreTrusted() {
        ClientOptions options =
                server.options(time)
                        .withTrustedRoots(
                                RootCertificates.of(
                                        List.of(TestCertificate.forLoopback().certificate())));
        assertThatThrownBy(() -> fetch(server.url("/dir"), options))
                .isInstanceOf(AcmeException.TlsFailed.class)
                .hasMessageContaining("only the certificates of \"CAfile\"");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        TestCertificate other =
                TestCertificate.of(new GeneralName(GeneralName.dNSName, "other.example"));
        try (ServerSocket listener =
                other.serverContext()
                        .getServerSocketFactory()
                        .createServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerInPart(listener));
            URI url = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/dir");
            ClientOptions options =
                    server.options(time)
                            .withTrustedRoots(RootCertificates.of(List.of(other.certificate())));
            assertThatThrownBy(() -> fetch(url, options))
                    .isInstanceOf(AcmeException.TlsFailed.class)
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void aServerWithoutTlsIsNamed() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerInPart(listener));
            URI url = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/dir");
            assertThatThrownBy(() -> fetch(url, server.options(time)))
                    .isInstanceOf(AcmeException.TlsFailed.class)
                    .hasMessageContaining("no TLS connection to " + url);
        }
    }
}
