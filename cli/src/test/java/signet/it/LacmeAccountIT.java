package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Accounts and revocation: Debian's lacme and our master with one account key. */
class LacmeAccountIT {

    @RegisterExtension static final Ca CA = new Ca();

    private Site site;
    private Lacme lacme;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        lacme = Lacme.on(site);
        lacme.configure("");
        site.startAccountd();
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @Test
    void accountIsTheSameToBoth() throws IOException {
        assertThat(lacme.lacme("account").status()).isNotZero();
        assertThat(lacme.signet("account").status()).isEqualTo(1);

        Site.Finished ours =
                lacme.signet("account", "--register", "--tos-agreed", "mailto:a@example.org");
        assertThat(ours.status()).as(ours.output()).isZero();
        assertThat(ours.output()).contains("Terms of Service: ", "mailto:a@example.org");
        Site.Finished theirs =
                lacme.lacme("account", "--register", "--tos-agreed", "mailto:b@example.org");
        assertThat(theirs.status()).as(theirs.output()).isZero();
        assertThat(keyId(theirs)).isEqualTo(keyId(ours));
        // A plain look-up is where lacme fails with a strict server.
        Site.Finished found = lacme.signet("account");
        assertThat(found.status()).as(found.output()).isZero();
        assertThat(found.output()).contains("mailto:b@example.org", keyId(theirs));

        assertThat(lacme.signet("account", "--deactivate").output()).contains("deactivated");
        assertThat(lacme.signet("account").status()).isEqualTo(1);
        assertThat(lacme.lacme("account").status()).isNotZero();
    }

    private static String keyId(Site.Finished run) {
        return run.output()
                .lines()
                .filter(line -> line.startsWith("Key ID: "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatOneHasRevokedTheOtherCanNotRevokeAgain() throws IOException {
        site.register();
        site.sections(site.section("one.example") + site.section("two.example"));
        assertThat(lacme.signet("newOrder").status()).isZero();
        String one = site.directory().resolve("one.example.pem").toString();
        String two = site.directory().resolve("two.example.chain.pem").toString();

        assertThat(lacme.lacme("revokeCert", one).status()).isZero();
        assertThat(lacme.signet("revokeCert", two).status()).isZero();
        for (Site.Finished again :
                List.of(
                        lacme.lacme("revoke-cert", one, two),
                        lacme.signet("revoke-cert", one, two))) {
            assertThat(again.status()).as(again.output()).isEqualTo(1);
            assertThat(again.output()).contains(one, two);
        }
    }

    @Test
    void keyOfTheCertificateRevokesItWithoutAnAccount() throws IOException {
        site.register();
        site.sections(site.section("one.example") + site.section("two.example"));
        assertThat(lacme.signet("newOrder").status()).isZero();
        Site.Finished theirs = revokeWithOwnKey("one.example", true);
        assertThat(theirs.status()).as(theirs.output()).isZero();
        Site.Finished ours = revokeWithOwnKey("two.example", false);
        assertThat(ours.status()).as(ours.output()).isZero();
        assertThat(ours.output()).contains("Revoked ");
        // Another key is neither the account's nor the certificate's.
        site.serverKey("stranger.example");
        Files.copy(
                site.directory().resolve("one.example.pem"),
                site.directory().resolve("stranger.example.pem"));
        assertThat(revokeWithOwnKey("stranger.example", false).status()).isEqualTo(1);
    }

    private Site.Finished revokeWithOwnKey(String name, boolean byLacme) throws IOException {
        Path socket = site.directory().resolve("run/S." + name);
        Path key = site.directory().resolve(name + ".key");
        String certificate = site.directory().resolve(name + ".pem").toString();
        String option = "--socket=" + socket;
        try (TestProcess accountd =
                site.start(
                        "accountd",
                        List.of(CA.distribution().accountd(), "--privkey=file:" + key, option))) {
            accountd.await("the socket of accountd", Site.LONG, () -> Files.exists(socket));
            return byLacme
                    ? lacme.lacme(option, "revokeCert", certificate)
                    : lacme.signet(option, "revokeCert", certificate);
        }
    }
}
