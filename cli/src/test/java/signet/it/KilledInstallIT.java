package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import signet.master.certificate.IssuedChain;
import signet.master.certificate.SectionFixture;
import signet.master.certificate.TestCa;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs that are killed while they replace certificate files, before each call of the kernel that
 * changes anything: whatever was done until then, the next run makes it whole. What is installed
 * was kept by an earlier run, so that neither a CA nor a signer is needed.
 */
class KilledInstallIT {

    /** How often each moment is tried. */
    private static final int ROUNDS = Integer.getInteger("signet.kills", 1);

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Path RESCUE = Path.of("/var/cache/signet/rescue");
    private static final List<String> CALLS =
            List.of("mkdirat", "linkat", "renameat", "unlinkat", "fchown", "fchmod", "fsync");

    private Path directory;
    private Path certificates;
    private Distribution distribution;
    private String section;
    private IssuedChain old;
    private IssuedChain fresh;
    private IssuedChain newest;
    private int runs;

    @BeforeEach
    void prepare() throws Exception {
        directory = Distribution.openDirectory("signet-killed");
        distribution = Distribution.copyTo(directory);
        certificates = Files.createDirectory(directory.resolve("tls"));
        section = "killed-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        PublicKey key = new SectionFixture(directory).makeKey().getPublic();
        TestCa ca = new TestCa();
        Instant now = Instant.now();
        TestCa.Leaf leaf = TestCa.Leaf.of(key, "a.example");
        old = ca.issue(leaf.valid(now.minus(Duration.ofDays(89)), Duration.ofDays(90)));
        fresh = ca.issue(leaf.valid(now.minus(Duration.ofHours(1)), Duration.ofDays(90)));
        newest = ca.issue(leaf.valid(now.minus(Duration.ofHours(1)), Duration.ofDays(120)));
        Files.writeString(
                directory.resolve("root.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(ca.root().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        Files.writeString(
                directory.resolve("signet.conf"),
                "config-certs = %1$s/certs.conf\nlock = %1$s/lock\n".formatted(directory));
        Files.writeString(
                directory.resolve("certs.conf"),
                """
                [%2$s]
                certificate-key = %1$s/server.key
                certificate = %1$s/tls/a.pem
                certificate-chain = %1$s/tls/a.chain.pem
                CAfile = %1$s/root.pem
                subject = /CN=a.example
                owner = nobody
                mode = 0640
                notify = echo told >>%1$s/told
                """
                        .formatted(directory, section));
    }

    @AfterEach
    void forget() throws IOException {
        for (Path file : keptFiles()) {
            Files.delete(file);
        }
    }

    private List<Path> keptFiles() throws IOException {
        if (!Files.isDirectory(RESCUE)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(RESCUE)) {
            return files.filter(file -> file.getFileName().toString().startsWith(section)).toList();
        }
    }

    private void begin() throws IOException {
        Files.write(certificates.resolve("a.pem"), old.leafPem());
        Files.write(certificates.resolve("a.chain.pem"), old.chainPem());
        Files.createDirectories(RESCUE);
        Files.write(RESCUE.resolve(section + ".pem"), fresh.chainPem());
        Files.deleteIfExists(directory.resolve("told"));
    }

    private Site.Finished run(List<String> before, String... more) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        distribution.signet(),
                        "--config=" + directory.resolve("signet.conf"),
                        "newOrder"));
        command.addAll(List.of(more));
        try (TestProcess signet =
                TestProcess.start(directory.resolve("run." + ++runs + ".log"), command)) {
            return new Site.Finished(signet.awaitExit(LONG), signet.text());
        }
    }

    /** Returns whether the run was killed before its nth such call; else it had fewer. */
    private boolean kill(String call, int n) throws IOException {
        return inject(call, "signal=KILL", n).status() != 0;
    }

    private Site.Finished inject(String call, String what, int n) throws IOException {
        return run(
                List.of(
                        "strace",
                        "-f",
                        "-qq",
                        "-o",
                        directory.resolve("strace.log").toString(),
                        "-e",
                        "trace=" + call,
                        "-e",
                        "inject=" + call + ":" + what + ":when=" + n));
    }

    private void assertWhole(String moment) throws IOException {
        Site.Finished next = run(List.of());
        assertThat(next.status()).as(moment + ": " + next.output()).isZero();
        assertThat(certificates.resolve("a.pem")).as(moment).hasBinaryContent(fresh.leafPem());
        assertThat(certificates.resolve("a.chain.pem"))
                .as(moment)
                .hasBinaryContent(fresh.chainPem());
        assertThat(certificates.toFile().list())
                .as(moment)
                .containsExactlyInAnyOrder("a.pem", "a.chain.pem");
        assertThat(keptFiles()).as(moment).isEmpty();
        assertThat(directory.resolve("told")).as(moment).exists();
    }

    @Test
    void theNextRunMakesWholeWhatAKilledOneLeft() throws IOException {
        int kills = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (String call : CALLS) {
                boolean killed = true;
                for (int n = 1; killed; n++) {
                    begin();
                    killed = kill(call, n);
                    kills += killed ? 1 : 0;
                    assertWhole("killed before " + call + " " + n);
                }
            }
        }
        // Two files are made, given away, remembered, replaced and forgotten.
        assertThat(kills).as("kills").isGreaterThan(20 * ROUNDS);
        System.out.println("killed " + kills + " times");
    }

    /** Whatever of it fails, all is undone, or done by the next run. */
    @Test
    void aDiskThatFailsLeavesNoPairThatDoesNotAgree() throws IOException {
        for (String call : List.of("renameat", "fsync", "linkat")) {
            boolean failed = true;
            for (int n = 1; failed; n++) {
                begin();
                inject(call, "error=EIO", n);
                String log = Files.readString(directory.resolve("strace.log"));
                failed = log.contains("EIO");
                assertWhole(call + " " + n + " failed");
            }
        }
    }

    @Test
    void whatWasInstalledSinceIsNotReplacedByWhatAKilledRunHad() throws IOException {
        begin();
        // The last call of this kind takes what was being installed off the list.
        int n = 1;
        while (kill("unlinkat", n)) {
            begin();
            n++;
        }
        begin();
        assertThat(kill("unlinkat", n - 1)).isTrue();
        Files.write(certificates.resolve("a.pem"), newest.leafPem());
        Files.write(certificates.resolve("a.chain.pem"), newest.chainPem());
        Files.deleteIfExists(RESCUE.resolve(section + ".pem"));
        Site.Finished next = run(List.of());
        assertThat(next.status()).as(next.output()).isZero();
        assertThat(next.output()).doesNotContain("installing it again");
        assertThat(certificates.resolve("a.pem")).hasBinaryContent(newest.leafPem());
        assertThat(keptFiles()).isEmpty();
    }

    /** A kill at the worst moment leaves one new file and one old one. */
    @Test
    void aTornPairIsNoticedWhereNothingSaysHowItCameToBe() throws IOException {
        begin();
        Files.write(certificates.resolve("a.chain.pem"), fresh.chainPem());
        Files.delete(RESCUE.resolve(section + ".pem"));
        Site.Finished next = run(List.of(), "--debug");
        assertThat(next.output())
                .contains(
                        certificates.resolve("a.pem")
                                + " holds another certificate than "
                                + certificates.resolve("a.chain.pem")
                                + ", renewing");
    }
}
