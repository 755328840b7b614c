package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.acme.TestAccountKey;

import java.net.URI;
import java.util.Map;

class DirectoryFaultsTest {

    private final FakeTime time = new FakeTime();
    private final FaultyServer server = new FaultyServer();

    DirectoryFaultsTest() throws Exception {}

    @AfterEach
    void stop() {
        server.close();
    }

    private AcmeClient open() throws Exception {
        return AcmeClient.open(server.url("/dir"), TestAccountKey.generate(), server.options(time));
    }

    private void fetch() throws Exception {
        try (AcmeClient client = open()) {
            client.directory();
        }
    }

    @Test
    void isFetchedOnceHoweverOftenItIsNeeded() throws Exception {
        try (AcmeClient client = open()) {
            client.directory();
            client.accounts().lookUp();
            assertThat(client.directory().newOrder()).isEqualTo(server.url("/new-order"));
        }
        assertThat(server.count("/dir")).isEqualTo(1);
        assertThat(server.agents())
                .allMatch(
                        agent -> agent.matches("signet/\\S+ Java/" + Runtime.version().feature()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>hello</html>",
                "",
                "[]",
                "null",
                "{}",
                "{\"newNonce\":7}",
                "{\"newNonce\":\"https://ca.example/n\",\"newNonce\":\"https://ca.example/m\"}"
            })
    void otherContentIsAWrongDirectoryUrl(String body) {
        server.script("/dir", Answer.json(200, body));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(AcmeException.WrongDirectory.class)
                .hasMessageContaining(server.url("/dir").toString())
                .hasMessageContaining("\"server\" of section [client]");
    }

    @Test
    void aWebPageIsAWrongDirectoryUrl() {
        server.script("/dir", new Answer(200, Map.of("Content-Type", "text/html"), "<html>"));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(AcmeException.WrongDirectory.class)
                .hasMessageContaining("text/html");
    }

    @Test
    void aMissingPageIsAWrongDirectoryUrl() {
        server.script("/dir", new Answer(404, Map.of(), "nothing"));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(AcmeException.WrongDirectory.class)
                .hasMessageContaining("HTTP 404");
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.script("/dir", new Answer(302, Map.of("Location", "/elsewhere"), ""));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(AcmeException.WrongDirectory.class)
                .hasMessageContaining("302, to /elsewhere; redirects are not followed");
        assertThat(server.count("/elsewhere")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/new-nonce",
                "file:/etc/passwd",
                "/new-nonce",
                "https:///x",
                "https://u:p@127.0.0.1/",
                "ftp://127.0.0.1/\\u001b[2J"
            })
    void urlsThatAreNotHttpsAreNamedAndNotFollowed(String url) throws Exception {
        String good = FaultyServerDefaults.directory(server).body();
        server.script(
                "/dir", Answer.json(200, good.replace(server.url("/new-nonce").toString(), url)));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(AcmeException.UnsafeUrl.class)
                .hasMessageContaining("\"newNonce\" of the directory")
                .hasMessageContaining(url)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\u001b");
    }

    @Test
    void aConfiguredUrlThatIsNotHttpsIsRefusedAtOnce() {
        assertThatThrownBy(
                        () ->
                                AcmeClient.open(
                                        URI.create("http://127.0.0.1/dir"),
                                        TestAccountKey.generate(),
                                        server.options(time)))
                .isInstanceOf(AcmeException.UnsafeUrl.class)
                .hasMessageContaining("\"server\" of section [client]")
                .hasMessageContaining("http://127.0.0.1/dir");
    }

    @Test
    void aFailureIsNotAskedForAgainByEveryOrder() throws Exception {
        server.script("/dir", new Answer(404, Map.of(), "nothing"));
        try (AcmeClient client = open()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(client::directory)
                        .isInstanceOf(AcmeException.WrongDirectory.class);
            }
        }
        assertThat(server.count("/dir")).isEqualTo(1);
    }
}
