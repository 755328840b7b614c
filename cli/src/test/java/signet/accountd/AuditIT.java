package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The audit log of the real program, and its commands. */
class AuditIT {

    @TempDir private Path folder;

    private Path config;
    private Path log;
    private Path socket;

    @BeforeEach
    void configure() throws Exception {
        log = folder.resolve("audit.log");
        socket = folder.resolve("S");
        config = folder.resolve("accountd.conf");
        Files.write(
                config,
                List.of(
                        "privkey = file:" + Accountd.key(folder, "ES256"),
                        "socket = " + socket,
                        "audit-log = " + log));
    }

    private Accountd.Result run(String... arguments) throws IOException {
        return Accountd.run(Files.createTempDirectory(folder, "run"), arguments);
    }

    private void startAndStop() throws Exception {
        try (TestProcess accountd =
                Accountd.start(Files.createTempDirectory(folder, "run"), "--config=" + config)) {
            accountd.awaitText("Listening", Accountd.LONG);
            accountd.signal("TERM");
            assertThat(accountd.awaitExit(Accountd.LONG)).isZero();
        }
    }

    @Test
    void logIsBegunLockedAndVerified() throws Exception {
        try (TestProcess accountd = Accountd.start(folder, "--config=" + config)) {
            accountd.awaitText("Listening", Accountd.LONG);
            Accountd.Result second =
                    run("--config=" + config, "--socket=" + folder.resolve("other"));
            assertThat(second.status()).isEqualTo(255);
            assertThat(second.output())
                    .startsWith(
                            "Error: the audit log "
                                    + log
                                    + " is in use by another process (process "
                                    + accountd.pid()
                                    + ")");
            Accountd.Result during = run("audit", "verify", "--config=" + config);
            assertThat(during.output()).startsWith(log + " is in order: 0 decisions in 1 lines");
            assertThat(during.status()).isZero();
            Accountd.Result repair = run("audit", "repair", "--config=" + config);
            assertThat(repair.status()).isEqualTo(255);
            assertThat(repair.output()).contains("is in use");
        }
        Accountd.Result json = run("audit", "verify", "--json", log.toString());
        assertThat(json.output()).startsWith("{\"ok\":true,\"decisions\":0,\"lines\":1,");
        Accountd.Result key = run("audit", "verify", "--print-key", log.toString());
        assertThat(key.output()).startsWith("-----BEGIN PUBLIC KEY-----").doesNotContain("PRIVATE");
        Path kept = Files.writeString(folder.resolve("kept.pub"), key.output());
        assertThat(run("audit", "verify", "--key=" + kept, log.toString()).status()).isZero();
        assertThat(run("audit", "show", log.toString()).output()).contains("#0 the log ");
    }

    @Test
    void tornLineIsRefusedWithTheCommandThatRepairsIt() throws Exception {
        startAndStop();
        Files.writeString(log, "{\"seq\":1,\"pre", StandardOpenOption.APPEND);

        Accountd.Result refused = run("--config=" + config);
        assertThat(refused.status()).isEqualTo(255);
        assertThat(refused.output())
                .contains("torn line")
                .contains("\"signet-accountd audit repair " + log + "\"")
                .doesNotContain("\tat ");
        assertThat(socket).doesNotExist();
        Accountd.Result verified = run("audit", "verify", log.toString());
        assertThat(verified.status()).isEqualTo(1);
        assertThat(verified.output())
                .startsWith("BROKEN: " + log + ":2: torn (line 1 of the log): ");
        assertThat(run("audit", "verify", "--json", log.toString()).output())
                .contains("\"problem\":{\"kind\":\"torn\",");

        Accountd.Result repaired = run("audit", "repair", log.toString());
        assertThat(repaired.status()).isZero();
        assertThat(folder.resolve("audit.log.kept-1")).hasContent("{\"seq\":1,\"pre");
        startAndStop();
        Accountd.Result after = run("audit", "verify", log.toString());
        assertThat(after.status()).isZero();
        assertThat(after.output()).contains("Repaired at line 1: the log ends in a torn line");
        assertThat(run("audit", "show", log.toString()).output())
                .contains("REPAIRED: the log ends in a torn line");
        assertThat(run("audit", "repair", log.toString()).output())
                .startsWith("The end of the audit log is in order");
    }

    @Test
    void mistakesAreTold() throws Exception {
        Accountd.Result none = run("audit", "verify", folder.resolve("none").toString());
        assertThat(none.status()).isEqualTo(255);
        assertThat(none.output()).contains("there is no checkpoint key");
        assertThat(run("audit").output()).contains("one of verify, show and repair is missing");
        startAndStop();
        Accountd.Result expected = run("audit", "verify", "--expect=x", log.toString());
        assertThat(expected.status()).isEqualTo(1);
        assertThat(expected.output()).contains("--expect: \"x\" is not a line number, a colon");
        Accountd.Result time = run("audit", "show", "--since=yesterday", log.toString());
        assertThat(time.status()).isEqualTo(1);
        assertThat(time.output()).contains("--since: \"yesterday\" is no date or time");
        String elsewhere = "0:" + "0".repeat(64);
        Accountd.Result replaced = run("audit", "verify", "--expect=" + elsewhere, log.toString());
        assertThat(replaced.status()).isEqualTo(1);
        assertThat(replaced.output()).contains(": replaced (line 0 of the log): its hash is ");
    }
}
