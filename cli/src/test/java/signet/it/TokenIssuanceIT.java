package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.token.KeyType;
import signet.testing.token.PcscDaemon;
import signet.testing.token.PivKey;
import signet.testing.token.PivSlot;
import signet.testing.token.SoftHsm;
import signet.testing.token.SoftKey;
import signet.testing.token.SoftwareTpm;
import signet.testing.token.VirtualYubiKey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A certificate with the account key on a token, through the real modules. */
class TokenIssuanceIT {

    private static final String PIN = "123456";

    @RegisterExtension static final Ca CA = new Ca();

    @Test
    void theAccountKeyIsInSoftHsm() throws Exception {
        try (Site site = CA.site()) {
            SoftHsm hsm = SoftHsm.create(Files.createDirectory(site.directory().resolve("hsm")));
            hsm.token("acme", PIN)
                    .generate(SoftKey.of(KeyType.RSA_2048, "01", "a").withCertificate());
            issue(site, hsm.environment(), hsm.modulePath(), "token=acme;id=%01");
        }
    }

    @Test
    void theAccountKeyIsOnAYubiKeyBehindOpenSc() throws Exception {
        try (Site site = CA.site();
                PcscDaemon pcscd = PcscDaemon.start(Files.createTempDirectory("pcscd"))) {
            VirtualYubiKey card =
                    VirtualYubiKey.create(PIN, PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256));
            pcscd.reader().insert(card);
            issue(
                    site,
                    pcscd.environment(),
                    pcscd.openScModule(),
                    "serial=" + card.openScSerial() + ";id=%01;type=private");
            assertThat(card.verifies()).isEqualTo(1);
        }
    }

    @Test
    void theAccountKeyIsOnAYubiKeyBehindYkcs11() throws Exception {
        try (Site site = CA.site();
                PcscDaemon pcscd = PcscDaemon.start(Files.createTempDirectory("pcscd"))) {
            VirtualYubiKey card =
                    VirtualYubiKey.create(
                            PIN,
                            PivKey.of(PivSlot.AUTHENTICATION, KeyType.P384).withoutCertificate());
            pcscd.reader().insert(card);
            issue(
                    site,
                    pcscd.environment(),
                    pcscd.ykcs11Module(),
                    "serial=" + card.serial() + ";id=%01;type=private");
            assertThat(card.verifies()).isEqualTo(1);
        }
    }

    @Test
    void theAccountKeyIsInATpm() throws Exception {
        try (Site site = CA.site();
                SoftwareTpm tpm =
                        SoftwareTpm.start(Files.createTempDirectory("tpm"), PIN, KeyType.P256)) {
            issue(site, tpm.environment(), tpm.modulePath(), "token=tpm;id=%01;type=private");
        }
    }

    private static void issue(Site site, Map<String, String> environment, Path module, String key)
            throws IOException {
        site.secret("pin", PIN);
        site.write("accountd.conf", "state = " + site.directory().resolve("run/state") + "\n");
        site.startTokenAccountd(
                environment,
                "--config=" + site.directory().resolve("accountd.conf"),
                "--privkey=pkcs11:"
                        + key
                        + "?module-path="
                        + module
                        + "&pin-source="
                        + site.directory().resolve("pin"));
        site.register();
        site.sections(site.section("token.example"));

        Site.Finished run = site.signet("newOrder");

        assertThat(run.status()).as(run.output()).isZero();
        Site.Finished proof =
                site.run(
                        "openssl",
                        "verify",
                        "-purpose",
                        "sslserver",
                        "-verify_hostname",
                        "token.example",
                        "-CAfile",
                        site.issuerRoot().toString(),
                        "-untrusted",
                        site.directory().resolve("token.example.chain.pem").toString(),
                        site.directory().resolve("token.example.pem").toString());
        assertThat(proof.status()).as(proof.output()).isZero();
    }
}
