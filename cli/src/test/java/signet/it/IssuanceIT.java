package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.PebbleOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** From the command line to an installed certificate, through all four processes. */
class IssuanceIT {

    private static final int BAD_NONCES_PERCENT = 15;

    /** Far more than usual, and what must make no difference. */
    @RegisterExtension
    static final Ca CA = new Ca(PebbleOptions.defaults().withBadNoncePercent(BAD_NONCES_PERCENT));

    @Test
    void certificateIsInstalledVerifiedAndServicesAreTold() throws IOException {
        try (Site site = CA.site()) {
            site.startAccountd();
            site.register();
            Path told = site.directory().resolve("told");
            site.sections(
                    site.section("www.example")
                            + "subjectAltName = DNS:www.example,DNS:mail.example\n"
                            + "mode = 0640\nowner = _signet-www\n"
                            + "notify = echo $SIGNET_SECTION > "
                            + told
                            + "\n");

            Site.Finished first = site.signet("newOrder");

            assertThat(first.status()).as(first.output()).isZero();
            Path certificate = site.directory().resolve("www.example.pem");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(certificate)))
                    .isEqualTo("rw-r-----");
            assertThat(Files.getOwner(certificate).getName()).isEqualTo("_signet-www");
            assertThat(told).hasContent("www.example");
            Site.Finished proof =
                    site.run(
                            "openssl",
                            "verify",
                            "-purpose",
                            "sslserver",
                            "-verify_hostname",
                            "mail.example",
                            "-CAfile",
                            site.issuerRoot().toString(),
                            "-untrusted",
                            site.directory().resolve("www.example.chain.pem").toString(),
                            certificate.toString());
            assertThat(proof.status()).as(proof.output()).isZero();

            Site.Finished second = site.signet("newOrder");
            assertThat(second.status()).isZero();
            assertThat(second.output()).contains("[www.example] Valid until");
            assertThat(site.signet("newOrder", "--quiet").output()).isEmpty();
        }
    }

    @Test
    void thirtyOfThirtySucceedInOneRunThoughTheCaRejectsNonces() throws IOException {
        try (Site site = CA.site()) {
            site.startAccountd();
            site.register();
            StringBuilder sections = new StringBuilder();
            for (int i = 0; i < 30; i++) {
                sections.append(site.section("n" + i + ".example"));
            }
            site.sections(sections.toString());

            Site.Finished run = site.signet("newOrder", "--json");

            assertThat(run.status()).as(run.output()).isZero();
            assertThat(run.output().lines().filter(line -> line.contains("\"installed\"")))
                    .hasSize(30);
        }
    }

    @Test
    void forceAndMinDaysRenewTheNamedSectionAlone() throws IOException {
        try (Site site = CA.site()) {
            site.startAccountd();
            site.register();
            site.sections(site.section("a.example") + site.section("b.example"));
            assertThat(site.signet("newOrder").status()).isZero();
            Path one = site.directory().resolve("a.example.pem");
            Path other = site.directory().resolve("b.example.pem");
            String kept = Files.readString(other);
            for (String option : new String[] {"--force", "--min-days=-1", "--min-days=36500"}) {
                String old = Files.readString(one);
                Site.Finished valid = site.signet("newOrder", "a.example");
                assertThat(valid.output()).contains("[a.example] Valid until ", ", skipping");
                assertThat(one).hasContent(old);

                Site.Finished run = site.signet("newOrder", option, "a.example");

                assertThat(run.status()).as(run.output()).isZero();
                assertThat(Files.readString(one)).isNotEqualTo(old).contains("BEGIN CERTIFICATE");
                assertThat(other).hasContent(kept);
            }
        }
    }

    @Test
    void sectionsThatShareATargetFailBeforeAnyOrderAndNoOther() throws IOException {
        try (Site site = CA.site()) {
            site.startAccountd();
            site.register();
            String one = site.section("one.example");
            site.sections(
                    one
                            + site.section("two.example")
                                    .replaceAll(
                                            "certificate = .*",
                                            "certificate = "
                                                    + site.directory()
                                                    + "/one.example.pem")
                            + site.section("three.example"));

            Site.Finished run = site.signet("newOrder");

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.output())
                    .contains(
                            "one.example.pem is used by another section too (",
                            "[one.example] certificate: ",
                            "[two.example] certificate: ");
            assertThat(site.directory().resolve("one.example.pem")).doesNotExist();
            assertThat(site.directory().resolve("two.example.chain.pem")).doesNotExist();
            assertThat(site.directory().resolve("three.example.pem")).exists();
        }
    }

    @Test
    void signerThatTheMasterStartsServesTheWholeRun() throws IOException {
        try (Site site = CA.site()) {
            site.configure(
                    "",
                    "[accountd]\ncommand = "
                            + CA.distribution().accountd()
                            + "\nprivkey = file:"
                            + site.accountKey()
                            + "\n");
            site.register();
            site.sections(site.section("one.example") + site.section("two.example"));
            Site.Finished run = site.signet("newOrder");
            assertThat(run.status()).as(run.output()).isZero();
        }
    }

    @Test
    void anotherWebserverCanServeTheChallenges() throws IOException {
        try (Site site = CA.site()) {
            site.startAccountd();
            site.register();
            Path directory = Files.createDirectory(site.directory().resolve("challenges"));
            site.run("chown", "_signet-client", directory.toString());
            site.configure("", "challenge-directory = " + directory);
            site.sections(site.section("directory.example"));
            site.startFileServer(directory);

            // The caller's umask must not make the files unreadable for that webserver.
            Site.Finished run =
                    site.run(
                            "/bin/sh",
                            "-c",
                            "umask 077; exec \"$@\"",
                            "sh",
                            CA.distribution().signet(),
                            "--config=" + site.directory().resolve("signet.conf"),
                            "newOrder");

            assertThat(run.status()).as(run.output()).isZero();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void revokedCertificateIsRevokedAtTheCa() throws IOException {
        try (Site site = CA.site()) {
            site.startAccountd();
            site.register();
            site.sections(site.section("revoked.example"));
            assertThat(site.signet("newOrder").status()).isZero();
            String file = site.directory().resolve("revoked.example.pem").toString();

            assertThat(site.signet("revokeCert", file).output()).contains("Revoked " + file);
            Site.Finished again = site.signet("revoke-cert", file);

            assertThat(again.status()).isEqualTo(1);
            assertThat(again.output()).contains("alreadyRevoked");
        }
    }

    @Test
    void accountIsRegisteredShownChangedAndDeactivated() throws IOException {
        try (Site site = CA.site()) {
            site.startAccountd();
            Site.Finished made =
                    site.signet("account", "--register", "--tos-agreed", "mailto:a@example.org");
            assertThat(made.status()).as(made.output()).isZero();
            assertThat(made.output()).contains("Key ID: https://", "mailto:a@example.org");

            assertThat(site.signet("account", "mailto:b@example.org").output())
                    .contains("mailto:b@example.org");
            assertThat(site.signet("account").output()).contains("mailto:b@example.org");
            assertThat(site.signet("account", "--deactivate").output()).contains("deactivated");
            assertThat(site.signet("account").status()).isEqualTo(1);
        }
    }

    @Test
    void theGenuineLacmeAccountdServesOurMaster() throws IOException {
        try (Site site = CA.site()) {
            Path key = site.directory().resolve("rsa.key");
            site.run("openssl", "genrsa", "-out", key.toString(), "2048");
            site.startForeignAccountd(
                    "/usr/bin/lacme-accountd",
                    "--privkey=file:" + key,
                    "--socket=" + site.socket());
            site.register();
            site.sections(site.section("lacme.example"));
            Site.Finished run = site.signet("newOrder");
            assertThat(run.status()).as(run.output()).isZero();
        }
    }
}
