package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.remote.RemoteTimeouts;
import signet.signer.remote.SignerConnection;
import signet.testing.TestProcess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class AccountdIT {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void signsUntilASignalAndThenRemovesItsSocket(String signal) throws Exception {
        Path key = Accountd.key(folder, "ES256");
        Path socket = folder.resolve("S");
        try (TestProcess accountd =
                Accountd.start(folder, "--privkey=file:" + key, "--socket=" + socket)) {
            accountd.awaitText("Listening on " + socket, Accountd.LONG);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            try (SignerConnection connection = connect(socket)) {
                assertThat(Requests.isSigned(connection)).isTrue();
                accountd.signal(signal);
                assertThat(accountd.awaitExit(Accountd.LONG)).isZero();
            }
            assertThat(socket).doesNotExist();
            assertThat(accountd.text())
                    .contains(
                            "[0] Accepted new connection from user "
                                    + System.getProperty("user.name"))
                    .contains("[0] SIGNED challenge https://ca/chall/1 header=base64url({\"alg\"")
                    .contains("payload=base64url({})")
                    .contains("Shutting down")
                    // Who is disconnected by us is no mishap.
                    .doesNotContain("Connection terminated (");
        }
    }

    @Test
    void takesOverFromADeadOneButNotFromALiveOne() throws Exception {
        String key = "--privkey=file:" + Accountd.key(folder, "ES256");
        Path socket = folder.resolve("S");
        Path other = Files.createDirectory(folder.resolve("other"));
        try (TestProcess dead = Accountd.start(folder, key, "--socket=" + socket)) {
            dead.awaitText("Listening", Accountd.LONG);
            Accountd.Result second = Accountd.run(other, key, "--socket=" + socket);
            assertThat(second.status()).isEqualTo(255);
            assertThat(second.output())
                    .isEqualTo(
                            "Error: "
                                    + socket
                                    + " is in use: another process listens there"
                                    + System.lineSeparator());
            dead.signal("KILL");
            dead.awaitExit(Accountd.LONG);
        }
        assertThat(socket).exists();
        try (TestProcess next = Accountd.start(folder, key, "--socket=" + socket)) {
            next.awaitText("Listening", Accountd.LONG);
            try (SignerConnection connection = connect(socket)) {
                assertThat(Requests.isSigned(connection)).isTrue();
            }
        }
    }

    @Test
    void servesStandardInputAndOutputUntilTheirEnd() throws Exception {
        Path key = Accountd.key(folder, "RS256");
        Process process =
                new ProcessBuilder(Accountd.command("--privkey=file:" + key, "--stdio", "--quiet"))
                        .redirectError(folder.resolve("errors").toFile())
                        .start();
        try (SignerConnection connection =
                SignerConnection.open(
                        process.getInputStream(),
                        process.getOutputStream(),
                        process.getOutputStream(),
                        RemoteTimeouts.DEFAULT)) {
            assertThat(connection.greeting().algorithm()).isEqualTo(SignatureAlgorithm.RS256);
            assertThat(Requests.isSigned(connection)).isTrue();
        }
        assertThat(process.waitFor()).isZero();
        assertThat(folder.resolve("errors")).isEmptyFile();
    }

    @Test
    void servesAListeningSocketThatItInheritsAndStillLogs() throws Exception {
        Path key = Accountd.key(folder, "ES384");
        Path socket = folder.resolve("S");
        String listen =
                "use IO::Socket::UNIX; $s = IO::Socket::UNIX->new(Local => shift, Listen => 9)"
                        + " or die; open(STDIN, '<&', $s) or die; exec @ARGV";
        List<String> command =
                Accountd.command("--privkey=file:" + key, "--inherited-socket", "--debug");
        command.addAll(0, List.of("perl", "-e", listen, socket.toString()));
        try (TestProcess accountd = TestProcess.start(folder.resolve("output"), command)) {
            accountd.awaitText("Listening on the inherited socket", Accountd.LONG);
            try (SignerConnection connection = connect(socket)) {
                assertThat(Requests.isSigned(connection)).isTrue();
            }
            accountd.awaitText("[0] Connection terminated", Accountd.LONG);
            accountd.signal("TERM");
            assertThat(accountd.awaitExit(Accountd.LONG)).isZero();
            assertThat(socket).exists();
        }
    }

    @Test
    void writesALogThatNobodyElseCanReadAndNobodyCanForge() throws Exception {
        Path logfile = folder.resolve("log");
        Path config =
                Files.writeString(
                        folder.resolve("c"),
                        "privkey = file:"
                                + Accountd.key(folder, "ES256")
                                + "\nlogfile = "
                                + logfile
                                + "\nquiet = yes\nidle-timeout = 30\nmax-connections = 1\n");
        Path socket = folder.resolve("S");
        try (TestProcess accountd =
                Accountd.start(folder, "--config=" + config, "--socket=" + socket)) {
            accountd.await("the socket", Accountd.LONG, () -> Files.exists(socket));
            try (SignerConnection connection = connect(socket)) {
                connection.sign(Requests.challenge(SignatureAlgorithm.ES256, "https://ca/chall/1"));
                String forging = "https://ca/\n[9] SIGNED\u001b[2J";
                assertThatExceptionOfType(SignerException.Refused.class)
                        .isThrownBy(
                                () ->
                                        connection.sign(
                                                Requests.challenge(
                                                        SignatureAlgorithm.ES256, forging)));
                assertThatExceptionOfType(SignerException.Refused.class)
                        .isThrownBy(() -> connect(socket).close())
                        .withMessageContaining("too many connections");
                assertThatExceptionOfType(SignerException.Refused.class)
                        .isThrownBy(() -> connection.sign("e30.e30"));
            }
            accountd.awaitText("NOSIGN [invalid JWS Protected Header", Accountd.LONG);
            assertThat(accountd.text()).doesNotContain("SIGNED challenge");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logfile)))
                .isEqualTo("rw-------");
        assertThat(Files.readAllLines(logfile))
                .allMatch(line -> line.matches("2\\d{3}-\\d\\d-\\d\\dT[0-9:.]+Z .*"))
                .anyMatch(line -> line.contains("SIGNED challenge https://ca/chall/1 "))
                .anyMatch(line -> line.contains("https://ca/\\u000a[9] SIGNED\\u001b[2J"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--nonsense | Unknown option: '--nonsense'",
                "extra | Unmatched argument at index 0: 'extra'",
                "--priv=x | Unknown option: '--priv=x'",
                "--stdio --socket=x | only one of --socket, --stdio and --inherited-socket",
                "keygen --out=x | Missing required option: '--type=TYPE'",
                "keygen --out=x --type=RS256 --bits=1024 | --bits must be from 2048 to 4096",
                "keygen --out=x --type=ES256 --bits=2048 | --bits is for --type=RS256 only",
                "keygen --out=x --type=HS256 | Invalid value for option '--type'",
            })
    void answersWrongUsageWithStatus1(String arguments, String message) throws Exception {
        Accountd.Result result = Accountd.run(folder, arguments.split(" "));
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).startsWith("Error: " + message).contains("--help");
    }

    @Test
    void failsWithStatus255AndOneLineUnlessItIsToDebug() throws Exception {
        String key = "--privkey=file:" + folder.resolve("no.key");
        Accountd.Result result = Accountd.run(folder, key);
        assertThat(result.status()).isEqualTo(255);
        assertThat(result.output())
                .isEqualTo("Error: there is no key file " + folder.resolve("no.key") + "\n");
        assertThat(Accountd.run(folder, key, "--debug").output()).contains("\tat signet.");
        assertThat(Accountd.run(folder, "--privkey=card:x").output())
                .contains("unsupported scheme \"card\" (known: file, gpg, pkcs11, unix)");
        assertThat(Accountd.run(folder, "--privkey=x").output())
                .contains("\"x\" is not a key reference; write for example file:/path/to.key");
        Path config = Files.writeString(folder.resolve("c"), "quiet = yes\n");
        assertThat(Accountd.run(folder, "--config=" + config).output())
                .contains("there is no account key: set \"privkey\"");
        Path ok = Accountd.key(folder, "ES256");
        assertThat(Accountd.run(folder, "--privkey=file:" + ok, "--inherited-socket").output())
                .contains("standard input is no socket");
    }

    @Test
    void makesKeysForItsOwnerOnlyAndOverwritesNone() throws Exception {
        Path key = Accountd.key(folder, "RS256");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        String before = Files.readString(key);
        Accountd.Result again = Accountd.run(folder, "keygen", "--type=RS256", "--out=" + key);
        assertThat(again.status()).isEqualTo(255);
        assertThat(again.output()).contains("exists, and is not overwritten");
        assertThat(Files.readString(key)).isEqualTo(before);
        Accountd.Result nowhere =
                Accountd.run(folder, "keygen", "--type=ES256", "--out=" + folder.resolve("x/y"));
        assertThat(nowhere.output()).contains("there is no folder " + folder.resolve("x"));
    }

    @Test
    void showsHelpAndVersion() throws Exception {
        Accountd.Result help = Accountd.run(folder, "--help");
        assertThat(help.status()).isZero();
        assertThat(help.output()).contains("Examples:").contains("keygen --type=ES256");
        assertThat(Accountd.run(folder, "--version").output())
                .startsWith("signet-accountd version ");
    }

    private static SignerConnection connect(Path socket) throws SignerException {
        return SignerConnection.open(socket, RemoteTimeouts.DEFAULT);
    }
}
