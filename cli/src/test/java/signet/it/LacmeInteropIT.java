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
import java.util.List;

/** Debian's lacme and lacme-accountd, each with our other half. */
class LacmeInteropIT {

    @RegisterExtension static final Ca CA = new Ca();

    private Site site;
    private Lacme lacme;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        lacme = Lacme.on(site);
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @Test
    void theirLacmeRegistersIssuesAndRevokesWithOurAccountdOverItsSocket() throws IOException {
        site.startAccountd();
        lacme.configure("");
        registerIssueAndRevoke();
    }

    @Test
    void theirLacmeStartsOurAccountdAsItsCommand() throws IOException {
        Path config = accountdConfiguration();
        lacme.configure(spawned(CA.distribution().accountd(), config));
        registerIssueAndRevoke();
    }

    @Test
    void ourMasterUsesTheirAccountdOverItsSocket() throws IOException {
        Path config = accountdConfiguration();
        site.startForeignAccountd(
                "lacme-accountd", "--config=" + config, "--socket=" + site.socket());
        site.register();
        site.sections(site.section("one.example") + site.section("two.example"));
        assertIssued(site.signet("newOrder"), "one.example", "two.example");
    }

    @Test
    void ourMasterStartsTheirAccountdOnceForAllSections() throws IOException {
        Path log = site.directory().resolve("log/accountd");
        Path config = accountdConfiguration();
        Files.writeString(config, Files.readString(config) + "logfile = " + log + "\n");
        owned(Files.createDirectory(log.getParent()), "rwx------");
        site.configure("", spawned("/usr/bin/lacme-accountd", config));
        site.register();
        Files.delete(log);
        site.sections(site.section("one.example") + site.section("two.example"));

        assertIssued(site.signet("newOrder"), "one.example", "two.example");

        assertThat(Files.getOwner(log).getName()).isEqualTo("_signet-accountd");
        // It says which process a line is of.
        assertThat(
                        Files.readString(log)
                                .lines()
                                .filter(line -> line.contains("SIGNED"))
                                .map(line -> line.replaceAll(".*\\] \\[([0-9]+)\\] .*", "$1"))
                                .distinct())
                .hasSize(1);
    }

    @Test
    void socketOfTheCommandLineGoesBeforeASignerToBeStarted() throws IOException {
        lacme.configure("[accountd]\ncommand = /bin/false\n");
        site.startAccountd();
        String option = "--socket=" + site.socket();
        assertThat(
                        lacme.lacme(
                                        option,
                                        "account",
                                        "--register",
                                        "--tos-agreed",
                                        "mailto:a@example.org")
                                .output())
                .contains("Key ID: ");
        assertThat(lacme.signet(option, "account").output()).contains("Key ID: ");
        assertThat(lacme.lacme("account").status()).isNotZero();
        assertThat(lacme.signet("account").output())
                .contains("the signer \"/bin/false --stdio --quiet\" ended without a greeting");
    }

    /** The key of [accountd]; what accountd logs goes where the master's messages go. */
    @Test
    void quietAccountdSaysNothingUnlessItIsToldOtherwise() throws IOException {
        Path config = accountdConfiguration();
        for (String accountd : new String[] {CA.distribution().accountd(), "lacme-accountd"}) {
            for (String line : List.of("quiet =", "quiet = Yes", "quiet = No")) {
                lacme.configure(spawned(accountd, config) + line);
                for (Site.Finished run : List.of(lacme.lacme("account"), lacme.signet("account"))) {
                    assertThat(run.output().contains("SIGNED"))
                            .as(run.output())
                            .isEqualTo(line.equals("quiet = No"));
                }
            }
        }
    }

    /** With keyid the key is not given away, and whoever has an account's URL needs none. */
    @Test
    void keyIdIsAllThatOrdersNeed() throws IOException {
        Path config = accountdConfiguration();
        lacme.configure(spawned(CA.distribution().accountd(), config));
        String account =
                lacme.signet("account", "--register", "--tos-agreed")
                        .output()
                        .replaceAll("(?s).*Key ID: (\\S+).*", "$1");
        Files.writeString(config, Files.readString(config) + "keyid = " + account + "\n");
        site.sections(site.section("one.example") + "subjectAltName = DNS:one.example\n");
        for (String accountd : new String[] {CA.distribution().accountd(), "lacme-accountd"}) {
            lacme.configure(spawned(accountd, config));
            assertIssued(lacme.lacme("newOrder", "--force"), "one.example");
            assertIssued(lacme.signet("newOrder", "--force"), "one.example");
        }
    }

    private static String spawned(String accountd, Path config) {
        return """
        [accountd]
        user = _signet-accountd
        group = _signet-accountd
        command = %s
        config = %s
        """
                .formatted(accountd, config);
    }

    /** Makes an RSA key of accountd's own, as lacme-accountd knows no others. */
    private Path accountdConfiguration() throws IOException {
        Path key = site.directory().resolve("rsa.key");
        site.run("openssl", "genrsa", "-out", key.toString(), "2048");
        owned(key, "rw-------");
        Path config = site.directory().resolve("accountd.conf");
        Files.writeString(config, "privkey = file:" + key + "\n");
        return config;
    }

    private void owned(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        site.run("chown", "_signet-accountd", file.toString());
    }

    private void registerIssueAndRevoke() throws IOException {
        Site.Finished registered =
                lacme.lacme("account", "--register", "--tos-agreed", "mailto:a@example.org");
        assertThat(registered.status()).as(registered.output()).isZero();
        assertThat(registered.output()).contains("Key ID: https://");
        // Their requests name only what is in subjectAltName, and Pebble compares.
        site.sections(
                site.section("one.example")
                        + "subjectAltName = DNS:one.example\n"
                        + site.section("two.example")
                        + "subjectAltName = DNS:two.example\n");
        assertIssued(lacme.lacme("newOrder"), "one.example", "two.example");
        Site.Finished revoked = lacme.lacme("revokeCert", certificate("one.example").toString());
        assertThat(revoked.status()).as(revoked.output()).isZero();
    }

    private void assertIssued(Site.Finished run, String... names) {
        assertThat(run.status()).as(run.output()).isZero();
        for (String name : names) {
            assertThat(certificate(name)).exists();
        }
    }

    private Path certificate(String name) {
        return site.directory().resolve(name + ".pem");
    }
}
