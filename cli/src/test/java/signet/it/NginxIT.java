package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A real nginx on the CA's port, with the snippets that we ship. */
class NginxIT {

    @RegisterExtension static final Ca CA = new Ca();

    private Site site;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        site.startAccountd();
        site.register();
        site.sections(site.section("one.example") + site.section("two.example"));
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @Test
    void passesChallengesOnToTheUnixSocket() throws Exception {
        Path socket = openDirectory("www").resolve("signet-www.socket");
        site.configure("", "listen = " + socket);
        Nginx nginx =
                Nginx.configure(site, Snippet.of("nginx.conf", "/run/signet-www.socket", socket));
        nginx.start(site);

        assertIssued(site.signet("newOrder"));
        assertThat(socket).doesNotExist();
        assertThat(nginx.accesses()).contains("/.well-known/acme-challenge/", " 200 87 ");
        assertThat(status("/.well-known/acme-challenge/token"))
                .as("no run is under way")
                .isEqualTo(502);
        assertThat(status("/")).as("the site itself is as it was").isEqualTo(418);

        // A socket that a killed run has left is in nobody's way.
        site.run(
                "perl",
                "-MIO::Socket::UNIX",
                "-e",
                "IO::Socket::UNIX->new(Local => $ARGV[0]," + " Listen => 1) or die",
                socket.toString());
        assertThat(socket).exists();
        assertIssued(site.signet("newOrder", "--force"));
        assertThat(socket).doesNotExist();
    }

    @Test
    void servesTheChallengeDirectoryAsAnAlias() throws Exception {
        Path directory = challenges(openDirectory("acme"));
        site.configure("", "challenge-directory = " + directory);
        Nginx nginx =
                Nginx.configure(
                        site,
                        Snippet.of("nginx-static.conf", "/var/www/acme-challenge", directory));
        nginx.start(site);

        assertIssued(site.signet("newOrder"));
        assertThat(directory).isEmptyDirectory();
        assertThat(nginx.accesses()).contains(" 200 87 ");
        // Its files are what is in this directory, and no link leads out of it.
        Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/passwd"));
        assertThat(status("/.well-known/acme-challenge/link")).isEqualTo(403);
    }

    @Test
    void servesTheChallengeDirectoryBelowItsRoot() throws Exception {
        Path root = openDirectory("html");
        Path directory =
                challenges(Files.createDirectories(root.resolve(".well-known/acme-challenge")));
        site.configure("", "challenge-directory = " + directory);
        Nginx.configure(
                        site,
                        "location ^~ /.well-known/acme-challenge/ { root %s; }".formatted(root))
                .start(site);

        assertIssued(site.signet("newOrder"));
        assertThat(directory).isEmptyDirectory();
    }

    private void assertIssued(Site.Finished run) {
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("one.example.pem", "two.example.pem");
    }

    private Path openDirectory(String name) throws IOException {
        Path directory = Files.createDirectory(site.directory().resolve(name));
        return Files.setPosixFilePermissions(
                directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path challenges(Path directory) throws IOException {
        site.run("chown", "_signet-client", directory.toString());
        return directory;
    }

    private int status(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI url = URI.create("http://127.0.0.1:" + site.pebble().httpPort() + path);
            return client.send(
                            HttpRequest.newBuilder(url).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
