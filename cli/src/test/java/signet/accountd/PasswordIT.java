package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class PasswordIT {

    @TempDir private Path folder;
    private Path key;

    @BeforeEach
    void encryptAKey() throws IOException {
        key = folder.resolve("k");
        try (TestProcess openssl =
                TestProcess.start(
                        folder.resolve("openssl"),
                        List.of(
                                "openssl",
                                "genpkey",
                                "-algorithm",
                                "EC",
                                "-pkeyopt",
                                "ec_paramgen_curve:P-256",
                                "-aes-256-cbc",
                                "-pass",
                                "pass:sesame",
                                "-out",
                                key.toString()))) {
            assertThat(openssl.awaitExit(Accountd.LONG)).as(openssl.text()).isZero();
        }
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void takesThePasswordFromAFile() throws Exception {
        assertThat(stdio("sesame\n", "rw-------")).isEqualTo(new Accountd.Result(0, ""));
        assertThat(stdio("wrong\n", "rw-------"))
                .isEqualTo(
                        new Accountd.Result(77, "Error: the password for " + key + " is wrong\n"));
        Accountd.Result open = stdio("sesame\n", "rw-r--r--");
        assertThat(open.status()).isEqualTo(255);
        assertThat(open.output()).contains("chmod 600 " + folder.resolve("p"));
    }

    @Test
    void asksOnTheTerminalWithoutEcho() throws Exception {
        Path script =
                Files.writeString(
                        folder.resolve("s"),
                        """
                        set timeout 60
                        spawn {*}$argv
                        expect "Password for"
                        expect ": "
                        send "sesame\\r"
                        expect {
                            "Listening on" { exit 0 }
                            eof { exit 1 }
                            timeout { exit 2 }
                        }
                        """);
        List<String> command =
                Accountd.command("--privkey=file:" + key, "--socket=" + folder.resolve("S"));
        command.addAll(0, List.of("expect", "-f", script.toString(), "--"));
        try (TestProcess expect = TestProcess.start(folder.resolve("output"), command)) {
            assertThat(expect.awaitExit(Accountd.LONG)).as(expect.text()).isZero();
            assertThat(expect.text()).doesNotContain("sesame");
        }
    }

    @Test
    void saysWhatToDoWhereThereIsNoTerminal() throws Exception {
        List<String> command = Accountd.command("--privkey=file:" + key, "--stdio");
        command.addAll(0, List.of("setsid", "--wait"));
        try (TestProcess accountd = TestProcess.start(folder.resolve("output"), command)) {
            assertThat(accountd.awaitExit(Accountd.LONG)).isEqualTo(255);
            assertThat(accountd.text()).contains("no terminal").contains("password-file");
        }
    }

    private Accountd.Result stdio(String password, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("p"), password);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        Path config =
                Files.writeString(
                        folder.resolve("c"),
                        "privkey = file:" + key + "\npassword-file = " + file + "\n");
        ProcessBuilder builder =
                new ProcessBuilder(Accountd.command("--config=" + config, "--stdio", "--quiet"));
        builder.redirectInput(Path.of("/dev/null").toFile());
        try (TestProcess accountd = TestProcess.start(folder.resolve("output"), builder)) {
            int status = accountd.awaitExit(Accountd.LONG);
            // The greeting is on standard output.
            return new Accountd.Result(
                    status, accountd.text().replaceAll("(?s)^1 OK .*?\r\n.*?\r\n", ""));
        }
    }
}
