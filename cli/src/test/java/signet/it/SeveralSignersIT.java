package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.TestProcess;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A signer that is lost in the middle of a run, and others that can take its place. */
class SeveralSignersIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final int IN_THE_MIDDLE = 4;
    private static final String OLD = "the old certificate\n";

    private Site site;
    private Path first;
    private Path second;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        first = site.directory().resolve("run/S.first");
        second = site.directory().resolve("run/S.second");
        site.startAccountd();
        site.register();
        site.sections(site.section("a.example") + site.section("b.example"));
        Files.writeString(certificate("a.example"), OLD);
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @Test
    void theFirstThatAnswersIsUsed() throws IOException {
        site.configure("socket = " + first + ", " + site.socket(), "");
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("Warning: no signer at " + first);
    }

    @Test
    void whereNoneAnswersTheReasonOfEachIsTold() throws IOException {
        site.configure("socket = " + first + " " + second, "");
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("no signer at " + first, "no signer at " + second);
    }

    @Test
    void aConnectionThatIsLostIsMadeAnewAndTheRequestRepeated() throws IOException {
        try (SignerValve valve = new SignerValve(first, site.socket(), IN_THE_MIDDLE)) {
            site.configure("socket = " + first, "");
            TestProcess run = site.startSignet("newOrder");
            valve.awaitHeld();
            valve.cut();
            assertThat(run.awaitExit(Site.LONG)).as(run.text()).isZero();
            assertThat(run.text()).contains("lost the signer " + first);
        }
        assertThat(Files.readString(certificate("a.example"))).contains("BEGIN CERTIFICATE");
        assertThat(certificate("b.example")).exists();
    }

    @Test
    void aConnectionThatIsLostBeforeItsGreetingIsMadeAnew() throws IOException {
        try (SignerValve _ = new SignerValve(first, site.socket(), Integer.MAX_VALUE - 1, 1)) {
            site.configure("socket = " + first, "");
            Site.Finished run = site.signet("account");
            assertThat(run.status()).as(run.output()).isZero();
            assertThat(run.output()).contains("lost the signer " + first);
        }
    }

    @Test
    void anotherSignerWithTheSameKeyTakesOver() throws IOException {
        SignerValve valve = new SignerValve(first, site.socket(), IN_THE_MIDDLE);
        site.configure("socket = " + first + " " + second, "");
        TestProcess other =
                site.startAccountdAt(second, "--privkey=file:" + site.accountKey(), "--debug");
        TestProcess run = site.startSignet("newOrder");
        valve.awaitHeld();
        valve.close();
        assertThat(run.awaitExit(Site.LONG)).as(run.text()).isZero();
        assertThat(other.text()).contains("SIGNED");
        assertThat(certificate("b.example")).exists();
    }

    @Test
    void anotherSignerWithAnotherKeyIsRefused() throws IOException {
        Path otherKey = site.directory().resolve("other.key");
        site.run(CA.distribution().accountd(), "keygen", "--type=ES256", "--out=" + otherKey);
        SignerValve valve = new SignerValve(first, site.socket(), IN_THE_MIDDLE);
        site.configure("socket = " + first + " " + second, "");
        TestProcess other = site.startAccountdAt(second, "--privkey=file:" + otherKey, "--debug");
        assertFailsWhenLost(valve, "the signer " + second + " has another key");
        assertThat(other.text()).doesNotContain("SIGNED");
    }

    @Test
    void anotherKeyAtTheOnlySocketIsRefused() throws IOException {
        Path otherKey = site.directory().resolve("other.key");
        site.run(CA.distribution().accountd(), "keygen", "--type=ES256", "--out=" + otherKey);
        SignerValve valve = new SignerValve(first, site.socket(), IN_THE_MIDDLE);
        site.configure("socket = " + first, "");
        TestProcess run = site.startSignet("newOrder");
        valve.awaitHeld();
        valve.close();
        site.startAccountdAt(first, "--privkey=file:" + otherKey);
        assertThat(run.awaitExit(Site.LONG)).as(run.text()).isEqualTo(1);
        assertThat(run.text()).contains("has another key than the one that this run began");
        assertNothingLeft();
    }

    @Test
    void aSignerThatDoesNotComeBackEndsTheRunCleanly() throws IOException {
        SignerValve valve = new SignerValve(first, site.socket(), IN_THE_MIDDLE);
        site.configure("socket = " + first, "");
        assertFailsWhenLost(valve, "no signer at " + first);
    }

    @Test
    void ofSeveralCommandsTheFirstThatAnswersIsUsed() throws IOException {
        site.configure(
                "",
                "[accountd]\ncommand = /bin/false || "
                        + CA.distribution().accountd()
                        + "\nprivkey = file:"
                        + site.accountKey()
                        + "\n");
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("\"/bin/false --stdio", "without a greeting");
    }

    private void assertFailsWhenLost(SignerValve valve, String reason) throws IOException {
        TestProcess run = site.startSignet("newOrder");
        valve.awaitHeld();
        List<ProcessHandle> children = run.process().descendants().toList();
        valve.close();
        assertThat(run.awaitExit(Site.LONG)).as(run.text()).isEqualTo(1);
        assertThat(run.text()).contains("lost the signer", reason);
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        assertThat(Files.readString(certificate("a.example"))).isEqualTo(OLD);
        assertThat(certificate("b.example")).doesNotExist();
        assertThat(listens()).isFalse();
    }

    private static boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), CA.pebble().httpPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private Path certificate(String name) {
        return site.directory().resolve(name + ".pem");
    }
}
