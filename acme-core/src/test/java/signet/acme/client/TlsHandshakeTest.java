package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;

/** Key exchange and names of certificates, against real servers. */
class TlsHandshakeTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String LAST =
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";

    private static SSLParameters parameters(String protocol, String... groups) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setNamedGroups(groups);
        return parameters;
    }

    private static void answerLast(TlsServer.Connection connection) throws IOException {
        connection.readRequest();
        connection.write(LAST);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3,secp256r1", "TLSv1.3,secp384r1", "TLSv1.2,secp256r1"})
    void aServerWithoutX25519IsOfferedAllGroupsFromThenOn(String protocol, String group)
            throws Exception {
        try (TlsServer server =
                        TlsServer.start(
                                TestCertificate.forLoopback(),
                                parameters(protocol, group),
                                TlsHandshakeTest::answerLast);
                HttpTransport transport = new HttpTransport(server.options())) {
            assertThat(transport.get("first", server.url("/"), LIMIT).status()).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(transport.get("second", server.url("/"), LIMIT).status()).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    /** A server for several names, such as Caddy, has no certificate for a client without one. */
    @Test
    void aServerIsToldItsNameAlsoWhereThatHasNoDot() throws Exception {
        GeneralName name = new GeneralName(GeneralName.dNSName, "localhost");

        assertThat(toldBy("localhost", TestCertificate.of(name)))
                .containsExactly(new SNIHostName("localhost"));
    }

    @Test
    void aServerWithAnAddressAloneIsToldNoName() throws Exception {
        assertThat(toldBy("127.0.0.1", TestCertificate.forLoopback())).isEmpty();
    }

    /** Returns the names that a server is told that is reached by this host. */
    private static List<SNIServerName> toldBy(String host, TestCertificate certificate)
            throws Exception {
        // So that it can't be taken for an answer that nothing was.
        AtomicReference<List<SNIServerName>> told = new AtomicReference<>();
        try (TlsServer server =
                        TlsServer.start(
                                certificate,
                                new SSLParameters(),
                                connection -> {
                                    connection.socket().startHandshake();
                                    told.set(
                                            ((ExtendedSSLSession) connection.socket().getSession())
                                                    .getRequestedServerNames());
                                    answerLast(connection);
                                });
                HttpTransport transport = new HttpTransport(server.options())) {
            URI url = URI.create("https://" + host + ":" + server.url("/").getPort() + "/");

            assertThat(transport.get("first", url, LIMIT).status()).isEqualTo(200);
            return told.get();
        }
    }

    @Test
    void aServerWithX25519IsOfferedNothingElse() throws Exception {
        try (TlsServer server =
                        TlsServer.start(
                                TestCertificate.forLoopback(),
                                parameters("TLSv1.3", "secp256r1", "x25519"),
                                TlsHandshakeTest::answerLast);
                HttpTransport transport = new HttpTransport(server.options())) {
            assertThat(transport.get("first", server.url("/"), LIMIT).status()).isEqualTo(200);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void tls12WithX25519() throws Exception {
        try (TlsServer server =
                        TlsServer.start(
                                TestCertificate.forLoopback(),
                                parameters("TLSv1.2", "x25519", "secp256r1"),
                                TlsHandshakeTest::answerLast);
                HttpTransport transport = new HttpTransport(server.options())) {
            assertThat(transport.get("first", server.url("/"), LIMIT).status()).isEqualTo(200);
        }
    }

    @Test
    void theFailureIsThatOfTheHandshakeWithAllGroups() throws Exception {
        try (TlsServer server =
                        TlsServer.start(
                                TestCertificate.forLoopback(),
                                parameters("TLSv1.3", "x25519"),
                                TlsHandshakeTest::answerLast);
                HttpTransport transport =
                        new HttpTransport(
                                server.options()
                                        .withTls(new TlsOptions(List.of("TLSv1.2"), List.of())))) {
            assertThatThrownBy(() -> transport.get("first", server.url("/"), LIMIT))
                    .isInstanceOf(AcmeException.TlsFailed.class)
                    .hasMessageContaining("protocol_version");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.2"})
    void aCertificateForAnotherAddressIsRefused(String address) throws Exception {
        assertRefused(new GeneralName(GeneralName.iPAddress, address));
    }

    @Test
    void aCertificateForANameIsRefusedWhateverAProgramsVerifierSays() throws Exception {
        HostnameVerifier before = HttpsURLConnection.getDefaultHostnameVerifier();
        HttpsURLConnection.setDefaultHostnameVerifier((_, _) -> true);
        try {
            assertRefused(new GeneralName(GeneralName.dNSName, "other.example"));
        } finally {
            HttpsURLConnection.setDefaultHostnameVerifier(before);
        }
    }

    private static void assertRefused(GeneralName name) throws Exception {
        try (TlsServer server =
                        TlsServer.start(
                                TestCertificate.of(name),
                                new SSLParameters(),
                                TlsHandshakeTest::answerLast);
                HttpTransport transport = new HttpTransport(server.options())) {
            assertThatThrownBy(() -> transport.get("test", server.url("/"), LIMIT))
                    .isInstanceOf(AcmeException.TlsFailed.class)
                    .hasMessageContaining("127.0.0.1");
            assertThat(server.connections()).isOne();
        }
    }
}
