package signet.config;

import static signet.config.ConfigFixture.ROOT;
import static signet.config.ConfigFixture.assertError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

class MasterConfigErrorsTest {

    @TempDir private Path directory;

    private MasterConfig load(String... lines) throws Exception {
        Path file = new ConfigFixture(directory).write("signet.conf", lines);
        return MasterConfig.load(Optional.of(file), ROOT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client | sever = https://a/ | unknown key; did you mean \"server\"?",
                "client | server = http://ca.example/dir | \"http://ca.example/dir\" is not an"
                        + " https URL; write the URL of the ACME server's directory, such as"
                        + " https://acme-v02.api.letsencrypt.org/directory",
                "client | server = ca.example | \"ca.example\" is not an https URL; write the URL"
                        + " of the ACME server's directory, such as"
                        + " https://acme-v02.api.letsencrypt.org/directory",
                "client | timeout = -1 | \"-1\" is not a whole number from 0 to 86400",
                "client | SSL_verify = No | the ACME server's certificate is always verified, as"
                        + " anybody between could answer in its place; remove the key, and for a"
                        + " private CA set CAfile to the file with its root certificate",
                "client | SSL_version = TLSv1 | TLSv1 is broken and no longer spoken (RFC 8996);"
                        + " write TLSv1_2, TLSv1_3, or remove the key",
                "client | SSL_version = TLSv9 | unknown version \"TLSv9\"; write TLSv1_2, TLSv1_3,"
                        + " or both with a colon between them",
                "client | SSL_version = TLSv1_2:!TLSv1_2 | leaves no version of TLS to speak; add"
                        + " TLSv1_2 or TLSv1_3",
                "client | SSL_cipher_list = HIGH | \"HIGH\" can't be honoured; name suites one by"
                        + " one (for example ECDHE-RSA-AES128-GCM-SHA256), write EECDH+AESGCM, or"
                        + " remove the key for the JDK's own choice",
                "client | SSL_cipher_list = !LOW: | names no cipher suite; name one, or remove the"
                        + " key",
                "webserver | listen = 300.0.0.1:80 | invalid address \"300.0.0.1:80\"; write"
                        + " IPV4:PORT, [IPV6]:PORT, or the full path of a UNIX socket",
                "webserver | listen = 127.0.0.1:0 | invalid address \"127.0.0.1:0\"; write"
                        + " IPV4:PORT, [IPV6]:PORT, or the full path of a UNIX socket",
                "webserver | listen = localhost:80 | invalid address \"localhost:80\"; write"
                        + " IPV4:PORT, [IPV6]:PORT, or the full path of a UNIX socket",
                "webserver | listen = [::zz]:80 | invalid address \"[::zz]:80\"; write IPV4:PORT,"
                        + " [IPV6]:PORT, or the full path of a UNIX socket",
                "webserver | listen = , | names no address; write for example 0.0.0.0:80 [::]:80",
                "webserver | challenge-directory = www | \"www\" is not a full path; start it with"
                        + " /",
                "webserver | iptables = maybe | \"maybe\" is neither Yes nor No",
                "webserver | firewall = yes | \"yes\" is none of auto, nft, iptables, no",
                "accountd | socket = /x | unknown key; there are: user, group, command, config,"
                        + " privkey, quiet",
            })
    void mistakeIsNamedWithFileLineSectionKeyAndMend(String section, String line, String message) {
        String key = line.substring(0, line.indexOf(' '));

        assertError(
                () -> load("[" + section + "]", line),
                String.format(
                        Locale.ROOT,
                        "%s:2: [%s] %s: %s",
                        directory.resolve("signet.conf"),
                        section,
                        key,
                        message));
    }

    @Test
    void unknownSectionIsNamed() {
        assertError(
                () -> load("", "[clients]"),
                directory.resolve("signet.conf")
                        + ":2: [clients]: unknown section; did you mean \"client\"?");
    }

    @Test
    void unknownDefaultKeyIsNamed() {
        assertError(
                () -> load("config-cert = x"),
                directory.resolve("signet.conf")
                        + ":1: config-cert: unknown key; did you mean \"config-certs\"?");
    }

    @Test
    void unknownSpecifierInConfigCertsIsNamed() {
        assertError(
                () -> load("config-certs = a %z"),
                directory.resolve("signet.conf")
                        + ":1: config-certs: unknown specifier %z in \"%z\"; there are %C %E %g %G"
                        + " %h %t %T %u %U, and %% for a percent sign");
    }

    @Test
    void socketPathBeyondTheKernelsLimitIsRefused() {
        String path = "/" + "a".repeat(107);

        assertError(
                () -> load("[webserver]", "listen = " + path),
                directory.resolve("signet.conf")
                        + ":2: [webserver] listen: \""
                        + path
                        + "\" is too long for a socket: at most 107 bytes");
    }

    @ParameterizedTest
    @CsvSource({"no, Yes", "nft, Yes", "auto, No", "nft, No", "iptables, No"})
    void lacmesKeyAndOursMustNotContradictEachOther(String ours, String lacmes) {
        assertError(
                () -> load("[webserver]", "firewall = " + ours, "iptables = " + lacmes),
                directory.resolve("signet.conf")
                        + ":3: [webserver] iptables: contradicts \"firewall = "
                        + ours
                        + "\" in line 2; remove this line");
    }
}
