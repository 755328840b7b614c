package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * A host that runs lacme as Debian installs it: /etc/lacme with the package's own files, of which
 * only the values were set that lacme needs, and nginx with the package's own snippet.
 */
class LacmeMoveIT {

    @RegisterExtension static final Ca CA = new Ca();

    private Site site;
    private Path lacmeDirectory;
    private Lacme host;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        host = Lacme.on(site);
        lacmeDirectory = Files.createDirectory(site.directory().resolve("etc-lacme"));
        Files.setPosixFilePermissions(lacmeDirectory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Stream<Path> files = Files.list(Path.of("/etc/lacme"))) {
            for (Path file : files.toList()) {
                Files.copy(file, lacmeDirectory.resolve(file.getFileName()));
            }
        }
        host.bind("/etc/lacme", lacmeDirectory);
        Path key = lacmeDirectory.resolve("account.key");
        site.run("openssl", "genrsa", "-out", key.toString(), "2048");
        set("lacme.conf", "#server = https://acme-v02.*", "server = " + CA.pebble().directory());
        set("lacme-accountd.conf", "#privkey = file:.*", "privkey = file:/etc/lacme/account.key");
        site.sections(site.section("moved.example") + "subjectAltName = DNS:moved.example\n");
        Files.move(
                site.directory().resolve("signet-certs.conf"),
                lacmeDirectory.resolve("lacme-certs.conf.d/moved.conf"));
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @Test
    void ourMasterContinuesWhereLacmeEndedWithItsFilesUnchanged() throws IOException {
        Nginx nginx = Nginx.configure(site, "include /etc/lacme/nginx.conf;");
        nginx.await(host.start("nginx", nginx.command()));
        assertWell(
                host.run("lacme", "account", "--register", "--tos-agreed", "mailto:a@example.org"));
        assertWell(host.run("lacme", "newOrder"));

        Site.Finished nothingToDo = signet("newOrder");
        assertWell(nothingToDo);
        assertThat(nothingToDo.output()).isEqualTo(host.run("lacme", "newOrder").output());
        Site.Finished account = signet("account");
        assertWell(account);
        assertThat(account.output()).contains("\"status\":\"valid\"", "Key ID: ");
        Path certificate = site.directory().resolve("moved.example.pem");
        byte[] old = Files.readAllBytes(certificate);
        assertWell(signet("newOrder", "--force"));
        assertThat(Files.readAllBytes(certificate)).isNotEqualTo(old);
        assertThat(site.directory().resolve("slash-run/lacme-www.socket")).doesNotExist();
    }

    @Test
    void ourMasterUsesLacmesDefaultSocketWhereItStartsNoSigner() throws IOException {
        set("lacme.conf", "(?m)^\\[accountd\\]$", "#[accountd]");
        Nginx nginx = Nginx.configure(site, "include /etc/lacme/nginx.conf;");
        nginx.await(host.start("nginx", nginx.command()));
        Path socket = site.directory().resolve("slash-run/S.lacme");
        // Theirs first, then ours: each on the same place, with the same file.
        for (String accountd : new String[] {"lacme-accountd", CA.distribution().accountd()}) {
            try (var running = host.start("accountd", accountd)) {
                running.await("the socket", Site.LONG, () -> Files.exists(socket));
                assertWell(signet("account", "--register", "--tos-agreed", "mailto:a@example.org"));
                assertWell(signet("newOrder", "--force"));
            }
            assertThat(socket).doesNotExist();
        }
    }

    @Test
    void challengeDirectoryThatIsPreparedForLacmeWillDo() throws IOException {
        Path directory = Files.createDirectory(site.directory().resolve("acme-challenge"));
        site.run("chown", "_lacme-client", directory.toString());
        Files.createDirectories(site.directory().resolve("var-www"));
        set("lacme.conf", "#challenge-directory =", "challenge-directory = " + directory);
        // Their commands are their own programs, which only lacme can start.
        set(
                "lacme.conf",
                "#command = /usr/libexec/lacme/client",
                "command = /usr/libexec/lacme/client");
        Path snippet = lacmeDirectory.resolve("nginx-static.conf");
        Files.writeString(
                snippet,
                Files.readString(snippet).replace("/var/www/acme-challenge", directory.toString()));
        Nginx nginx = Nginx.configure(site, "include /etc/lacme/nginx-static.conf;");
        nginx.await(host.start("nginx", nginx.command()));

        assertWell(
                host.run("lacme", "account", "--register", "--tos-agreed", "mailto:a@example.org"));
        assertWell(host.run("lacme", "newOrder"));
        Site.Finished ours = signet("newOrder", "--force");
        assertWell(ours);
        assertThat(ours.output()).contains("can be started by lacme alone");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void runsOfBothKeepOutOfTheSameChallengeDirectory() throws Exception {
        Path directory = Files.createDirectory(site.directory().resolve("acme-challenge"));
        site.run("chown", "_lacme-client", directory.toString());
        set("lacme.conf", "#challenge-directory =", "challenge-directory = " + directory);
        assertWell(
                host.run("lacme", "account", "--register", "--tos-agreed", "mailto:a@example.org"));
        site.startSilentServer();
        for (boolean lacmeFirst : new boolean[] {true, false}) {
            String[] command =
                    lacmeFirst
                            ? new String[] {"lacme", "newOrder"}
                            : new String[] {CA.distribution().signet(), config(), "newOrder"};
            try (var first = host.start("first", command)) {
                first.await(
                        "a challenge",
                        Site.LONG,
                        () -> {
                            try (Stream<Path> files = Files.list(directory)) {
                                return files.count() == 2;
                            }
                        });
                Site.Finished second =
                        lacmeFirst ? signet("newOrder") : host.run("lacme", "newOrder");
                assertThat(second.status()).isNotZero();
                assertThat(second.output())
                        .contains(lacmeFirst ? "is in use by another run" : "non-empty challenge");
                first.signal("TERM");
                assertThat(first.awaitExit(Site.LONG)).isNotZero();
                assertThat(directory).isEmptyDirectory();
            }
        }
    }

    private Site.Finished signet(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 2];
        command[0] = CA.distribution().signet();
        command[1] = config();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return host.run(command);
    }

    private static String config() {
        return "--config=/etc/lacme/lacme.conf";
    }

    private void set(String file, String line, String value) throws IOException {
        Path path = lacmeDirectory.resolve(file);
        String text = Files.readString(path);
        String changed = text.replaceFirst(line, value);
        assertThat(changed).as(line).isNotEqualTo(text);
        Files.writeString(path, changed);
    }

    private static void assertWell(Site.Finished run) {
        assertThat(run.status()).as(run.output()).isZero();
    }
}
