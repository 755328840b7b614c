package signet.config;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.config.ConfigFixture.ROOT;
import static signet.config.ConfigFixture.assertError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class AccountdConfigTest {

    @TempDir private Path directory;

    private AccountdConfig load(String... lines) throws Exception {
        Path file = new ConfigFixture(directory).write("a.conf", lines);
        return AccountdConfig.load(Optional.of(file), ROOT);
    }

    @Test
    void missingDefaultFileMeansAllDefaults() throws Exception {
        AccountdConfig config =
                AccountdConfig.load(Optional.empty(), new ConfigFixture(directory).user());

        assertThat(config)
                .isEqualTo(
                        new AccountdConfig(
                                Optional.empty(),
                                "gpg --quiet",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Duration.ofMinutes(10),
                                1024,
                                Optional.empty(),
                                Optional.empty(),
                                new TokenConfig(
                                        "keep",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Duration.ofMinutes(1),
                                        Duration.ofMinutes(1),
                                        64,
                                        "auto",
                                        true),
                                new ApprovalConfig(
                                        Duration.ofMinutes(2),
                                        Duration.ofMinutes(1),
                                        20,
                                        List.of(),
                                        List.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        true),
                                Optional.empty()));
    }

    @Test
    void defaultFileIsRead() throws Exception {
        ConfigFixture fixture = new ConfigFixture(directory);
        fixture.write("signet/signet-accountd.conf", "privkey = file:/k");

        assertThat(AccountdConfig.load(Optional.empty(), fixture.user()).privkey())
                .contains("file:/k");
    }

    @Test
    void whereThereIsNoneOfOursLacmesFileIsReadWithLacmesDefaults() throws Exception {
        ConfigFixture fixture = new ConfigFixture(directory);
        Path lacmes = fixture.write("lacme/lacme-accountd.conf", "privkey = file:/lacmes");

        assertThat(AccountdConfig.load(Optional.empty(), fixture.user()).privkey())
                .contains("file:/lacmes");
        assertThat(AccountdConfig.load(Optional.of(lacmes), ROOT).socket())
                .contains(Path.of("/run/S.lacme"));
        fixture.write("signet/signet-accountd.conf", "privkey = file:/ours");
        assertThat(AccountdConfig.load(Optional.empty(), fixture.user()).privkey())
                .contains("file:/ours");
    }

    @Test
    void missingExplicitFileIsAnError() {
        Path file = directory.resolve("none.conf");

        assertError(
                () -> AccountdConfig.load(Optional.of(file), ROOT),
                file + ": no such file; create it, or name the right one");
    }

    @Test
    void everyKeyIsRead() throws Exception {
        AccountdConfig config =
                load(
                        "privkey = gpg:%h/account.key.gpg",
                        "gpg = gpg2 --batch",
                        "socket = %t/sub/S.x",
                        "logfile = /var/log/%u.log",
                        "keyid = https://ca.example/acct/1",
                        "quiet = yes",
                        "idle-timeout = 5",
                        "max-connections = 2",
                        "password-file = %E/pin",
                        "pin-policy = Ask",
                        "askpass = /usr/bin/ask",
                        "state = /var/lib/%u",
                        "token-timeout = 3",
                        "token-wait = 4",
                        "token-queue = 5",
                        "token-engine = native",
                        "token-exclusive = no",
                        "audit-log = /var/log/%u/audit.log",
                        "audit-rotate = 2",
                        "audit-checkpoint-key = /etc/%u.key");

        assertThat(config.privkey()).contains("gpg:/root/account.key.gpg");
        assertThat(config.gpg()).isEqualTo("gpg2 --batch");
        assertThat(config.socket()).contains(Path.of("/run/sub/S.x"));
        assertThat(config.logfile()).contains(Path.of("/var/log/root.log"));
        assertThat(config.keyId()).contains("https://ca.example/acct/1");
        assertThat(config.quiet()).isTrue();
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.maxConnections()).isEqualTo(2);
        assertThat(config.passwordFile()).contains(Path.of("/etc/pin"));
        assertThat(config.token())
                .isEqualTo(
                        new TokenConfig(
                                "ask",
                                Optional.of(Path.of("/usr/bin/ask")),
                                Optional.of(Path.of("/var/lib/root")),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                5,
                                "native",
                                false));
        assertThat(config.audit())
                .contains(
                        new AuditConfig(
                                Path.of("/var/log/root/audit.log"),
                                2 * 1024 * 1024,
                                Path.of("/etc/root.key")));
    }

    @Test
    void auditLogAloneHasItsKeyBesideIt() throws Exception {
        assertThat(load("audit-log = /var/log/audit.log").audit())
                .contains(
                        new AuditConfig(
                                Path.of("/var/log/audit.log"),
                                64 * 1024 * 1024,
                                Path.of("/var/log/audit.log.key")));
    }

    @Test
    void percentEncodingOfPkcs11UriIsLeftAlone() throws Exception {
        assertThat(load("privkey = pkcs11:token=My%20Token;object=a%25").privkey())
                .contains("pkcs11:token=My%20Token;object=a%25");
    }

    @Test
    void emptyValuesCountAsUnset() throws Exception {
        AccountdConfig config = load("logfile =", "keyid =", "socket=", "idle-timeout =");

        assertThat(config.logfile()).isEmpty();
        assertThat(config.keyId()).isEmpty();
        assertThat(config.socket()).isEmpty();
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privatekey = x | unknown key; did you mean \"privkey\"?",
                "frobnicate = x | unknown key; there are: privkey, gpg, socket, logfile, keyid,"
                        + " quiet, idle-timeout, max-connections, password-file, policy,"
                        + " pin-policy, askpass, state, token-timeout, token-wait,"
                        + " token-queue, token-engine, token-exclusive, approval-timeout,"
                        + " approval-retry-after, approval-questions-per-hour,"
                        + " approval-command, notify-command, approval-socket, approval-group,"
                        + " approvers, approval-terminal, audit-log, audit-rotate,"
                        + " audit-checkpoint-key",
                "audit-log = a.log | \"a.log\" is not a full path; start it with /",
                "pin-policy = forget | \"forget\" is none of keep, ask",
                "token-engine = fast | \"fast\" is none of auto, sunpkcs11, native",
                "token-queue = 0 | \"0\" is not a whole number from 1 to 10000",
                "askpass = ask | \"ask\" is not a full path; start it with /",
                "idle-timeout = soon | \"soon\" is not a whole number from 1 to 604800",
                "idle-timeout = 0 | \"0\" is not a whole number from 1 to 604800",
                "max-connections = 65537 | \"65537\" is not a whole number from 1 to 65536",
                "quiet = perhaps | \"perhaps\" is neither Yes nor No",
                "socket = S.signet | \"S.signet\" is not a full path; start it with /",
                "logfile = %x | unknown specifier %x in \"%x\"; there are %C %E %g %G %h %t %T %u"
                        + " %U, and %% for a percent sign",
                "privkey = file:%q | unknown specifier %q in \"%q\"; there are %C %E %g %G %h %t %T"
                        + " %u %U, and %% for a percent sign",
                "keyid = 12 | \"12\" is not an account URL; copy the \"Key ID\" that \"signet"
                        + " account\" prints",
            })
    void mistakeIsNamedWithFileLineKeyAndMend(String line, String message) {
        String key = line.substring(0, line.indexOf(' '));

        assertError(
                () -> load("# a comment", line),
                directory.resolve("a.conf") + ":2: " + key + ": " + message);
    }

    @Test
    void sectionIsRefused() {
        assertError(
                () -> load("[client]"),
                directory.resolve("a.conf")
                        + ":1: [client]: unknown section; this file has no sections, remove the"
                        + " line");
    }
}
