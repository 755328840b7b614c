package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Debian's Apache and HAProxy on the CA's port, with the snippets that we ship. */
class OtherWebserversIT {

    @RegisterExtension static final Ca CA = new Ca();

    private Site site;
    private Path socket;
    private Path directory;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        site.startAccountd();
        site.register();
        site.sections(site.section("one.example") + site.section("two.example"));
        directory = Files.createDirectory(site.directory().resolve("www"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        socket = directory.resolve("signet-www.socket");
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @Test
    void apachePassesChallengesOnToTheUnixSocket() throws IOException {
        site.configure("", "listen = " + socket);
        startApache(Snippet.of("apache.conf", "/run/signet-www.socket", socket));
        assertIssued();
        assertThat(socket).doesNotExist();
    }

    @Test
    void apacheServesTheChallengeDirectory() throws IOException {
        site.run("chown", "_signet-client", directory.toString());
        site.configure("", "challenge-directory = " + directory);
        startApache(Snippet.of("apache-static.conf", "/var/www/acme-challenge", directory));
        assertIssued();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void haproxyPassesChallengesOnToTheUnixSocket() throws IOException {
        site.configure("", "listen = " + socket);
        site.write(
                "haproxy.cfg",
                Snippet.of("haproxy.cfg", "/run/signet-www.socket", socket)
                        .replace("bind :80", "bind 127.0.0.1:" + site.pebble().httpPort()));
        start("haproxy", "-db", "-f", site.directory().resolve("haproxy.cfg").toString());
        assertIssued();
        assertThat(socket).doesNotExist();
    }

    private void startApache(String snippet) throws IOException {
        Path root = Files.createDirectory(site.directory().resolve("apache"));
        StringBuilder text = new StringBuilder();
        for (String module : List.of("mpm_event", "authz_core", "alias", "proxy", "proxy_http")) {
            text.append(
                    "LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so\n"
                            .formatted(module));
        }
        text.append(
                """
                ServerRoot %1$s
                DefaultRuntimeDir %1$s
                PidFile pid
                ErrorLog error.log
                User www-data
                Group www-data
                ServerName localhost
                Listen 127.0.0.1:%2$d
                """
                        .formatted(root, site.pebble().httpPort()));
        Files.writeString(root.resolve("apache2.conf"), text + snippet);
        start("apache2", "-D", "FOREGROUND", "-f", root.resolve("apache2.conf").toString());
    }

    private void start(String... command) throws IOException {
        site.start(command[0], List.of(command))
                .await("the port of " + command[0], Site.LONG, this::listens);
    }

    private boolean listens() throws IOException {
        try (Socket probe =
                new Socket(InetAddress.getLoopbackAddress(), site.pebble().httpPort())) {
            return probe.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    private void assertIssued() throws IOException {
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("one.example.pem", "two.example.pem");
    }
}
