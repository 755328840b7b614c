package signet.config;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.config.ConfigFixture.ROOT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files that Debian's lacme packages install mean the same to us. */
class LacmeFilesIT {

    private static final Path LACME = Path.of("/etc/lacme");
    private static final Pattern COMMENTED =
            Pattern.compile("^#(\\[.*\\]|[A-Za-z_-]+ =.*)$", Pattern.MULTILINE);

    @TempDir private Path directory;

    private Path activated(String name) throws Exception {
        String text = COMMENTED.matcher(Files.readString(LACME.resolve(name))).replaceAll("$1");
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void theyParseAsTheyAreInstalled() throws Exception {
        MasterConfig master = MasterConfig.load(Optional.of(LACME.resolve("lacme.conf")), ROOT);

        assertThat(master.accountd()).isPresent();
        assertThat(CertificateConfigs.load(master.certificateConfigs(), ROOT).broken()).isEmpty();
        assertThat(
                        AccountdConfig.load(Optional.of(LACME.resolve("lacme-accountd.conf")), ROOT)
                                .privkey())
                .isEmpty();
    }

    @Test
    void theyParseWithEveryKeyActive() throws Exception {
        MasterConfig master = MasterConfig.load(Optional.of(activated("lacme.conf")), ROOT);
        AccountdConfig accountd =
                AccountdConfig.load(Optional.of(activated("lacme-accountd.conf")), ROOT);
        CertificateConfigs certificates =
                CertificateConfigs.load(List.of(activated("lacme-certs.conf")), ROOT);

        assertThat(master.client().runAs().user()).contains("_lacme-client");
        assertThat(master.client().runAs().group()).contains("nogroup");
        assertThat(master.webserver().listen()).hasToString("[/run/lacme-www.socket]");
        assertThat(master.webserver().firewall()).isEqualTo(FirewallMode.NO);
        assertThat(accountd.socket()).contains(Path.of("/run/S.lacme"));
        assertThat(certificates.broken()).isEmpty();
        assertThat(certificates.sections()).containsOnlyKeys("smtp", "www");
    }
}
