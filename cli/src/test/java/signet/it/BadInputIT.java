package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.FreePort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What the person at the terminal gets for each mistake: one line that says what to mend. */
class BadInputIT {

    @RegisterExtension static final Ca CA = new Ca();

    private Site site;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @Test
    void unknownKeyIsRefusedWithFileSectionAndTheNearestKey() throws IOException {
        site.configure("sever = https://ca.example/", "");
        assertRefused(site.signet("newOrder"), "signet.conf:", "client", "sever", "server");
    }

    @Test
    void unknownUserIsRefusedBeforeAnythingIsStarted() throws IOException {
        site.configure("user = _nobody-like-this", "");
        site.sections(site.section("user.example"));
        assertRefused(site.signet("newOrder"), "section [client]", "_nobody-like-this", "useradd");
    }

    @Test
    void unreachableSignerIsRefusedWithTheQuestionWhetherItRuns() throws IOException {
        site.sections(site.section("signer.example"));
        assertRefused(
                site.signet("newOrder"), site.socket().toString(), "is signet-accountd running?");
    }

    @Test
    void socketThatOthersCanUseIsRefusedWithTheMend() throws IOException {
        site.startAccountd();
        site.run("chmod", "666", site.socket().toString());
        assertRefused(site.signet("account"), "insecure permissions", "chmod 600");
    }

    @Test
    void socketInADirectoryThatAnybodyCouldHaveMadeIsRefused() throws IOException {
        Path open = Files.createDirectory(site.directory().resolve("open"));
        Path directory = Files.createDirectory(open.resolve("run"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        site.startAccountdAt(directory.resolve("S"), "--privkey=file:" + site.accountKey());
        site.run("chown", "_signet-www", directory.toString());
        String socket = "--socket=" + directory.resolve("S");
        assertThat(site.signet(socket, "account").output()).contains("account --register");

        site.run("chmod", "1777", open.toString());
        assertRefused(
                site.signet(socket, "account"),
                directory + " belongs to user _signet-www",
                "anybody can make directories in " + open);
        site.run("chmod", "777", open.toString());
        assertRefused(site.signet(socket, "account"), "chmod go-w " + open);
    }

    @Test
    void versionOfTlsIsTheOneThatIsConfigured() throws IOException {
        site.startAccountd();
        site.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=ca",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                site.directory().resolve("tls.key").toString(),
                "-out",
                site.directory().resolve("tls.pem").toString());
        int port = FreePort.find();
        site.start(
                        "server",
                        List.of(
                                "openssl",
                                "s_server",
                                "-tls1_3",
                                "-www",
                                "-accept",
                                "127.0.0.1:" + port,
                                "-key",
                                site.directory().resolve("tls.key").toString(),
                                "-cert",
                                site.directory().resolve("tls.pem").toString()))
                .awaitText("ACCEPT", Site.LONG);
        configureServer("https://127.0.0.1:" + port + "/dir");
        String configuration =
                Files.readString(site.directory().resolve("signet.conf"))
                        .replaceAll("CAfile = .*", "CAfile = " + site.directory() + "/tls.pem");
        for (String versions : List.of("TLSv1_3", "SSLv23:!TLSv1_2", "SSLv23", "TLSv1_2")) {
            site.write(
                    "signet.conf",
                    configuration.replace("[client]", "[client]\nSSL_version = " + versions));
            String said = site.signet("account").output();
            // It speaks TLS 1.3 alone, and no ACME.
            if (versions.equals("TLSv1_2")) {
                assertThat(said).contains("TLS").doesNotContain("/dir: HTTP");
            } else {
                assertThat(said).doesNotContain("handshake").contains("directory");
            }
        }
    }

    @Test
    void unreachableServerIsAnError() throws IOException {
        site.startAccountd();
        configureServer("https://127.0.0.1:1/dir");
        assertRefused(site.signet("account"), "https://127.0.0.1:1/dir");
    }

    @Test
    void serverThatIsNotTrustedIsAnErrorThatNamesTheKeyToSet() throws IOException {
        site.startAccountd();
        String configuration = Files.readString(site.directory().resolve("signet.conf"));
        site.write("signet.conf", configuration.replaceAll("(?m)^CAfile = .*\n", ""));
        assertRefused(site.signet("account"), "CAfile", "[client]");
    }

    @Test
    void wrongDirectoryUrlIsAnErrorThatNamesTheKeyToSet() throws IOException {
        site.startAccountd();
        configureServer(CA.pebble().directory().resolve("/nonce-plz").toString());
        assertRefused(site.signet("account"), "/nonce-plz", "server");
    }

    @Test
    void plainHttpIsRefused() throws IOException {
        configureServer("http://127.0.0.1:1/dir");
        assertRefused(site.signet("account"), "signet.conf:", "https");
    }

    @Test
    void cipherSuiteOfTheConfigurationIsTheOneThatIsOffered() throws IOException {
        site.startAccountd();
        // The CA's key is of the other kind: this suite can't be agreed on.
        site.configure(
                "SSL_version = TLSv1_2\nSSL_cipher_list = ECDHE-ECDSA-AES128-GCM-SHA256", "");
        Site.Finished one = site.signet("account");
        site.configure("SSL_version = TLSv1_2\nSSL_cipher_list = ECDHE-RSA-AES128-GCM-SHA256", "");
        Site.Finished other = site.signet("account");
        assertThat(one.output().contains("TLS") != other.output().contains("TLS"))
                .as(one.output() + other.output())
                .isTrue();
    }

    @Test
    void accountThatDoesNotExistIsAnErrorThatSaysHowToRegister() throws IOException {
        site.startAccountd();
        assertRefused(site.signet("account"), "--register");
    }

    @Test
    void whatTheCaRefusesIsShownWithItsReasonAndNothingIsInstalled() throws IOException {
        site.startAccountd();
        site.register();
        // The webserver at the name has another idea of what is to be served.
        Path directory = Files.createDirectory(site.directory().resolve("challenges"));
        site.run("chown", "_signet-client", directory.toString());
        site.configure("", "challenge-directory = " + directory);
        site.startFileServer(Files.createDirectory(site.directory().resolve("elsewhere")));
        site.sections(site.section("refused.example"));
        Site.Finished run = site.signet("newOrder");
        assertRefused(run, "[refused.example]", "unauthorized", "404");
        assertThat(directory).isEmptyDirectory();
        assertNotInstalled("refused.example");
    }

    @Test
    void badServerKeyFailsItsSectionAndNoOther() throws IOException {
        site.startAccountd();
        site.register();
        String broken = site.section("broken.example");
        site.write("broken.example.key", "no key\n");
        site.sections(broken + site.section("sound.example"));
        Site.Finished run = site.signet("newOrder");
        assertRefused(run, "broken.example", "certificate-key");
        assertThat(site.directory().resolve("sound.example.pem")).exists();
        assertNotInstalled("broken.example");
    }

    @Test
    void mistakesAreFoundBeforeTheOrder() throws IOException {
        // No signer runs: whoever got as far as an order would complain about that.
        for (String mistake :
                new String[] {
                    "owner = _nobody-like-this",
                    "mode = rw",
                    "certificate = /nonexistent/directory/file.pem",
                    "CAfile = /nonexistent/roots.pem",
                    "notify = if then",
                    "hash = md5",
                    "keyUsage = everything",
                    "subjectAltName = DNS:*.example.org"
                }) {
            String key = mistake.substring(0, mistake.indexOf(' '));
            String section =
                    site.section("early.example").replaceAll("(?m)^" + key + " = .*\n", "");
            site.sections(section + mistake + "\n");
            Site.Finished run = site.signet("newOrder");
            assertRefused(run, "early.example", key);
            assertThat(run.output()).doesNotContain("accountd");
        }
    }

    @Test
    void certificateThatDoesNotChainToTheRootsIsKeptAndInstalledOnceTheyAreRight()
            throws IOException {
        site.startAccountd();
        site.register();
        String section = site.section("roots.example");
        Path old = site.directory().resolve("roots.example.pem");
        Files.writeString(old, "the old one\n");
        site.sections(section.replaceAll("CAfile = .*", "CAfile = " + CA.pebble().caFile()));
        assertRefused(site.signet("newOrder"), "[roots.example]", "not installed", "kept in");
        assertThat(old).hasContent("the old one");

        site.sections(section);
        Site.Finished second = site.signet("newOrder");
        assertThat(second.status()).as(second.output()).isZero();
        assertThat(second.output()).contains("no new one is needed");
        assertThat(Files.readString(old)).contains("BEGIN CERTIFICATE");
    }

    @Test
    void portInUseIsAnErrorThatTellsTheOptions() throws IOException {
        site.startAccountd();
        site.sections(site.section("port.example"));
        site.startSilentServer();
        assertRefused(
                site.signet("newOrder"), "another program serves this port", "challenge-directory");
    }

    @Test
    void unknownSectionIsAWarningAndFailure() throws IOException {
        site.sections(site.section("known.example"));
        Site.Finished run = site.signet("newOrder", "unknown.example");
        assertRefused(run, "No such section unknown.example", "known.example");
    }

    @Test
    void misuseGetsAHintAndStatusOne() throws IOException {
        assertRefused(site.signet("newOrder", "--no-such-option"), "--no-such-option", "--help");
        assertRefused(site.signet(), "a command is missing");
    }

    @Test
    void anArgumentWithAnAtSignIsNoFileWithArguments() throws IOException {
        site.sections(site.section("at.example"));
        site.write("arguments", "--version\n");
        String argument = "@" + site.directory().resolve("arguments");
        assertRefused(site.signet("newOrder", argument), "No such section " + argument);
        assertRefused(site.signet(argument), argument, "--help");
        assertRefused(
                site.run(CA.distribution().accountd(), argument), "Unmatched argument", argument);
    }

    @Test
    void debugShowsWhereAnErrorComesFrom() throws IOException {
        configureServer("http://127.0.0.1:1/dir");
        assertThat(site.signet("--debug", "account").output()).contains("\tat signet.");
    }

    private void configureServer(String url) throws IOException {
        String configuration = Files.readString(site.directory().resolve("signet.conf"));
        site.write("signet.conf", configuration.replaceAll("(?m)^server = .*$", "server = " + url));
    }

    private void assertNotInstalled(String name) {
        assertThat(site.directory().resolve(name + ".pem")).doesNotExist();
        assertThat(site.directory().resolve(name + ".chain.pem")).doesNotExist();
    }

    private static void assertRefused(Site.Finished run, String... parts) {
        assertThat(run.status()).as(run.output()).isEqualTo(1);
        assertThat(run.output()).contains(parts).doesNotContain("\tat ");
    }
}
