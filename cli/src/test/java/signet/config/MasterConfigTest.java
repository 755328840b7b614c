package signet.config;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.config.ConfigFixture.ROOT;
import static signet.config.ConfigFixture.assertError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class MasterConfigTest {

    @TempDir private Path directory;

    private MasterConfig load(String... lines) throws Exception {
        Path file = new ConfigFixture(directory).write("signet.conf", lines);
        return MasterConfig.load(Optional.of(file), ROOT);
    }

    @Test
    void emptyFileMeansAllDefaults() throws Exception {
        MasterConfig config = load("");

        assertThat(config.certificateConfigs())
                .containsExactly(directory.resolve("signet-certs.conf"));
        assertThat(config.lock()).isEqualTo(Path.of("/run/signet.lock"));
        assertThat(config.accountd()).isEmpty();
        assertThat(config.client())
                .isEqualTo(
                        new ClientConfig(
                                List.of(),
                                new RunAs(Optional.of("_signet-client"), Optional.empty()),
                                List.of(),
                                URI.create("https://acme-v02.api.letsencrypt.org/directory"),
                                Duration.ofSeconds(30),
                                Optional.empty(),
                                Set.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3),
                                List.of()));
        assertThat(config.webserver().listen()).hasToString("[0.0.0.0:80, [0:0:0:0:0:0:0:0]:80]");
        assertThat(config.webserver().runAs().user()).contains("_signet-www");
        assertThat(config.webserver().challengeDirectory()).isEmpty();
        assertThat(config.webserver().firewall()).isEqualTo(FirewallMode.AUTO);
    }

    @Test
    void missingDefaultFileIsAnErrorThatSaysHowToGetTheDefaults() {
        Path file = directory.resolve("signet/signet.conf");

        assertError(
                () -> MasterConfig.load(Optional.empty(), new ConfigFixture(directory).user()),
                file
                        + ": no such file; create it (an empty file means all defaults), or name"
                        + " another with --config=FILE (a lacme.conf will do)");
    }

    @Test
    void specifiersInTheFileNameAreExpanded() throws Exception {
        ConfigFixture fixture = new ConfigFixture(directory);
        fixture.write("signet/signet.conf", "");

        assertThat(
                        MasterConfig.load(
                                        Optional.of(Path.of("%E/signet/signet.conf")),
                                        fixture.user())
                                .file())
                .isEqualTo(directory.resolve("signet/signet.conf"));
    }

    @Test
    void userWithoutRuntimeDirectoryGetsALockAtHome() throws Exception {
        ConfigFixture fixture = new ConfigFixture(directory);
        fixture.write("signet/signet.conf", "");

        assertThat(MasterConfig.load(Optional.empty(), fixture.user()).lock())
                .isEqualTo(Path.of("/h/ann/.signet.lock"));
    }

    @Test
    void ofTheDefaultFileAndDirectoryOneMayBeMissing() throws Exception {
        Path certs = Files.createDirectory(directory.resolve("signet-certs.conf.d"));
        assertThat(load("").certificateConfigs()).containsExactly(certs);

        Path file = new ConfigFixture(directory).write("signet-certs.conf", "");
        assertThat(load("").certificateConfigs()).containsExactly(file, certs);
    }

    @Test
    void lacmeConfHasTheDefaultsOfLacme() throws Exception {
        ConfigFixture fixture = new ConfigFixture(directory);
        Path file = fixture.write("lacme.conf", "[accountd]");
        Path certs = fixture.write("lacme-certs.conf", "");
        Path more = Files.createDirectory(directory.resolve("lacme-certs.conf.d"));

        MasterConfig config = MasterConfig.load(Optional.of(file), ROOT);

        assertThat(config.certificateConfigs()).containsExactly(certs, more);
        assertThat(config.client().sockets()).containsExactly(Path.of("/run/S.lacme"));
        assertThat(config.client().runAs().user()).contains("_lacme-client");
        assertThat(config.webserver().listen()).hasToString("[/run/lacme-www.socket]");
        assertThat(config.webserver().runAs().user()).contains("_lacme-www");
        assertThat(MasterConfig.load(Optional.of(file), fixture.user()).client().sockets())
                .as("no run-time directory, which is no mistake where a signer is spawned")
                .isEmpty();
    }

    @Test
    void everyKeyIsRead() throws Exception {
        MasterConfig config =
                load(
                        "config-certs = a.conf  %E/b/",
                        "lock = %t/l",
                        "[client]",
                        "socket = %t/S.x",
                        "user = nobody",
                        "group = nogroup",
                        "command = /opt/client --x",
                        "server = https://ca.example:14000/dir",
                        "timeout = 0",
                        "CAfile = /etc/roots.pem",
                        "SSL_verify = yes",
                        "[webserver]",
                        "listen = 127.0.0.1:8080, [::1]",
                        "challenge-directory = /var/www/c",
                        "user = www",
                        "iptables = No",
                        "[accountd]",
                        "user = signer",
                        "command = ssh -T %u@station accountd",
                        "config = %E/x.conf",
                        "quiet = no");

        assertThat(config.certificateConfigs())
                .containsExactly(directory.resolve("a.conf"), Path.of("/etc/b"));
        assertThat(config.lock()).isEqualTo(Path.of("/run/l"));
        ClientConfig client = config.client();
        assertThat(client.sockets()).containsExactly(Path.of("/run/S.x"));
        assertThat(client.runAs())
                .isEqualTo(new RunAs(Optional.of("nobody"), Optional.of("nogroup")));
        assertThat(client.command()).containsExactly("/opt/client", "--x");
        assertThat(client.server()).hasToString("https://ca.example:14000/dir");
        assertThat(client.timeout()).isZero();
        assertThat(client.caFile()).contains(Path.of("/etc/roots.pem"));
        assertThat(config.webserver().listen())
                .hasToString("[127.0.0.1:8080, [0:0:0:0:0:0:0:1]:80]");
        assertThat(config.webserver().challengeDirectory()).contains(Path.of("/var/www/c"));
        assertThat(config.webserver().firewall()).isEqualTo(FirewallMode.NO);
        AccountdSpawnConfig accountd = config.accountd().orElseThrow();
        assertThat(accountd.runAs().user()).contains("signer");
        assertThat(accountd.commands())
                .containsExactly(List.of("ssh", "-T", "%u@station", "accountd"));
        assertThat(accountd.config()).contains("%E/x.conf");
        assertThat(accountd.quiet()).isFalse();
    }

    @Test
    void severalSocketsAreSeparatedByBlanksOrCommasAndABlankInAPathStays() throws Exception {
        assertThat(load("[client]", "socket = %t/S.a, /run/my socket  /run/S.b").client().sockets())
                .containsExactly(
                        Path.of("/run/S.a"), Path.of("/run/my socket"), Path.of("/run/S.b"));
        ConfigFixture.assertError(
                () -> load("[client]", "socket = S.a, /run/S.b"),
                directory.resolve("signet.conf")
                        + ":2: [client] socket: \"S.a\" is not a full path; start it with /");
    }

    @Test
    void severalCommandsAreSeparatedAsInAShell() throws Exception {
        assertThat(
                        load("[accountd]", "command = ssh -T a x || ssh -T b x")
                                .accountd()
                                .orElseThrow()
                                .commands())
                .containsExactly(List.of("ssh", "-T", "a", "x"), List.of("ssh", "-T", "b", "x"));
        ConfigFixture.assertError(
                () -> load("[accountd]", "command = ssh -T a x ||"),
                directory.resolve("signet.conf")
                        + ":2: [accountd] command: there is no command on one side of \"||\";"
                        + " write it, or remove ||");
    }

    @Test
    void emptyUserMeansNotToDropWhileAnUnsetOneMeansTheDefault() throws Exception {
        MasterConfig config = load("[client]", "user =", "group =", "[accountd]");

        assertThat(config.client().runAs())
                .isEqualTo(new RunAs(Optional.empty(), Optional.empty()));
        assertThat(config.webserver().runAs().user()).contains("_signet-www");
        assertThat(config.accountd().orElseThrow().runAs().user()).isEmpty();
    }

    @Test
    void lacmesOwnTlsSettingsAreHonoured() throws Exception {
        ClientConfig client =
                load(
                                "[client]",
                                "SSL_version = SSLv23:!TLSv1_1:!TLSv1:!SSLv3:!SSLv2",
                                "SSL_cipher_list ="
                                        + " EECDH+AESGCM:!MEDIUM:!LOW:!EXP:!aNULL:!eNULL")
                        .client();

        assertThat(client.tlsVersions())
                .containsExactlyInAnyOrder(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3);
        assertThat(client.cipherSuites())
                .contains("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                .noneMatch(suite -> suite.contains("CBC") || suite.endsWith("SHA"));
        assertThat(
                        javax.net.ssl.SSLContext.getDefault()
                                .getSupportedSSLParameters()
                                .getCipherSuites())
                .containsAll(client.cipherSuites());
    }

    @Test
    void singleVersionsAndSuitesAreHonoured() throws Exception {
        ClientConfig client =
                load(
                                "[client]",
                                "SSL_version = TLSv1_3",
                                "SSL_cipher_list = ECDHE-RSA-AES128-GCM-SHA256:"
                                        + "ECDHE-ECDSA-CHACHA20-POLY1305")
                        .client();

        assertThat(client.tlsVersions()).containsExactly(TlsVersion.TLS_1_3);
        assertThat(client.cipherSuites())
                .endsWith(
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
    }

    @Test
    void unixSocketMayBeListenedOn() throws Exception {
        assertThat(load("[webserver]", "listen = /run/www.socket").webserver().listen())
                .containsExactly(new ListenAddress.Unix(Path.of("/run/www.socket")));
    }

    @Test
    void ipv4AddressNeedsNoPort() throws Exception {
        assertThat(load("[webserver]", "listen = 192.0.2.1").webserver().listen())
                .containsExactly(new ListenAddress.Tcp(new InetSocketAddress("192.0.2.1", 80)));
    }

    @ParameterizedTest
    @CsvSource({
        "firewall = Auto, AUTO",
        "firewall = nft, NFT",
        "firewall = iptables, IPTABLES",
        "firewall = no, NO",
        "firewall =, AUTO",
        "iptables = Yes, IPTABLES",
        "iptables = No, NO",
        "iptables =, AUTO"
    })
    void firewallIsOpenedAsItsKeyOrLacmesSays(String line, FirewallMode mode) throws Exception {
        assertThat(load("[webserver]", line).webserver().firewall()).isEqualTo(mode);
    }

    @Test
    void lacmesKeyMaySayTheSameAsOurs() throws Exception {
        assertThat(load("[webserver]", "firewall = no", "iptables = No").webserver().firewall())
                .isEqualTo(FirewallMode.NO);
        assertThat(load("[webserver]", "firewall = auto", "iptables = Yes").webserver().firewall())
                .isEqualTo(FirewallMode.AUTO);
    }
}
