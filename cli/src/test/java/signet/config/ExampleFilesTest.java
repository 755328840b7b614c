package signet.config;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.config.ConfigFixture.ROOT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples that we ship say what the code does. */
class ExampleFilesTest {

    private static final Path EXAMPLES = Path.of("src/dist/etc").toAbsolutePath();
    private static final Pattern COMMENTED =
            Pattern.compile("^#(\\[.*\\]|[A-Za-z_-]+ =.*)$", Pattern.MULTILINE);

    @TempDir private Path directory;

    /** Copies an example with every key and section in it active. */
    private Path activated(String name) throws Exception {
        String text = COMMENTED.matcher(Files.readString(EXAMPLES.resolve(name))).replaceAll("$1");
        return Files.writeString(directory.resolve(name), text);
    }

    private static List<String> keys(String name) throws Exception {
        return COMMENTED
                .matcher(Files.readString(EXAMPLES.resolve(name)))
                .results()
                .map(result -> result.group(1))
                .filter(line -> !line.startsWith("["))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .distinct()
                .toList();
    }

    @Test
    void masterExampleShowsTheDefaults() throws Exception {
        MasterConfig shipped =
                MasterConfig.load(Optional.of(EXAMPLES.resolve("signet.conf")), ROOT);
        MasterConfig active = MasterConfig.load(Optional.of(activated("signet.conf")), ROOT);

        assertThat(shipped.webserver()).isEqualTo(active.webserver());
        assertThat(shipped.lock()).isEqualTo(active.lock());
        assertThat(shipped.accountd()).isEmpty();
        assertThat(active.certificateConfigs())
                .containsExactly(
                        directory.resolve("signet-certs.conf"),
                        directory.resolve("signet-certs.conf.d"));
        Path file = directory.resolve("bare.conf");
        Files.writeString(file, "[accountd]\n[client]\nsocket = %t/S.signet\n");
        MasterConfig bare = MasterConfig.load(Optional.of(file), ROOT);
        assertThat(active.accountd()).isEqualTo(bare.accountd());
        assertThat(active.client()).isEqualTo(bare.client());
        assertThat(keys("signet.conf"))
                .containsExactlyInAnyOrder(
                        "config-certs",
                        "lock",
                        "socket",
                        "user",
                        "group",
                        "command",
                        "server",
                        "timeout",
                        "CAfile",
                        "SSL_verify",
                        "SSL_version",
                        "SSL_cipher_list",
                        "listen",
                        "challenge-directory",
                        "firewall",
                        "iptables",
                        "config",
                        "privkey",
                        "quiet");
    }

    @Test
    void accountdExampleShowsTheDefaultsOfAllKeys() throws Exception {
        AccountdConfig shipped =
                AccountdConfig.load(Optional.of(EXAMPLES.resolve("signet-accountd.conf")), ROOT);
        AccountdConfig active =
                AccountdConfig.load(Optional.of(activated("signet-accountd.conf")), ROOT);

        assertThat(active.socket()).contains(AccountdConfig.defaultSocket(ROOT));
        assertThat(active)
                .isEqualTo(
                        new AccountdConfig(
                                shipped.privkey(),
                                shipped.gpg(),
                                active.socket(),
                                shipped.logfile(),
                                shipped.keyId(),
                                shipped.quiet(),
                                shipped.idleTimeout(),
                                shipped.maxConnections(),
                                shipped.passwordFile(),
                                active.policy(),
                                shipped.token(),
                                shipped.approval(),
                                shipped.audit()));
        assertThat(keys("signet-accountd.conf")).hasSize(30);
    }

    @Test
    void certificateExampleIsAProperSectionAndShowsAllKeys() throws Exception {
        CertificateConfigs shipped =
                CertificateConfigs.load(List.of(EXAMPLES.resolve("signet-certs.conf")), ROOT);
        CertificateConfigs active =
                CertificateConfigs.load(List.of(activated("signet-certs.conf")), ROOT);

        assertThat(shipped.sections()).isEmpty();
        assertThat(active.broken()).isEmpty();
        assertThat(active.warnings()).isEmpty();
        assertThat(active.find("www").orElseThrow().minDays()).isEmpty();
        // All but the two aliases.
        assertThat(keys("signet-certs.conf"))
                .hasSize(CertificateSection.KEYS.size() - 2)
                .isSubsetOf(CertificateSection.KEYS);
    }

    @Test
    void commentsAreNotTakenForKeys() throws Exception {
        Matcher matcher = COMMENTED.matcher("# a = b\n#\n#key = value");

        assertThat(matcher.results().map(result -> result.group(1))).containsExactly("key = value");
    }
}
