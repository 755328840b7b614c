package signet.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.testing.Eventually;
import signet.testing.TestProcess;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** However a run ends, nothing of it stays, and what was there before is as it was. */
class LifecycleIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final String OLD = "the old certificate\n";

    private Site site;
    private TestProcess accountd;

    @BeforeEach
    void holdARunInTheMiddle() throws IOException {
        site = CA.site();
        accountd = site.startAccountd();
        site.register();
        site.sections(site.section("lifecycle.example"));
        Files.writeString(certificate(), OLD);
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT", "TERM", "KILL"})
    void aSignalToTheMasterEndsEverything(String signal) throws Exception {
        accountd.signal("STOP");
        TestProcess master = site.startSignet("newOrder");
        ProcessView client = child(master, "signet-client");
        ProcessView webserver = child(master, "signet-webserver");
        Eventually.await("the listener", Site.LONG, this::listens);

        master.signal(signal);

        assertThat(master.awaitExit(Site.LONG)).isNotZero();
        Eventually.await("the client's end", Site.LONG, () -> !client.isAlive());
        Eventually.await("the webserver's end", Site.LONG, () -> !webserver.isAlive());
        assertNothingLeft();
        accountd.signal("CONT");
        assertNextRunSucceeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"signet-client", "signet-webserver"})
    void aChildThatIsKilledIsReportedAndTheRunFails(String mainClass) throws Exception {
        accountd.signal("STOP");
        TestProcess master = site.startSignet("newOrder");
        ProcessView client = child(master, "signet-client");
        ProcessView webserver = child(master, "signet-webserver");
        ProcessView victim = mainClass.equals("signet-client") ? client : webserver;

        victim.signal("KILL");
        // The other one may be waiting for the signer, and must be ended all the same.
        assertThat(master.awaitExit(Site.LONG)).as(master.text()).isEqualTo(1);

        assertThat(master.text()).contains("killed by signal 9");
        assertThat(client.isAlive()).isFalse();
        assertThat(webserver.isAlive()).isFalse();
        assertNothingLeft();
        accountd.signal("CONT");
        assertNextRunSucceeds();
    }

    @Test
    void anAccountdThatIsKilledIsReportedAndTheRunFails() throws Exception {
        accountd.signal("STOP");
        TestProcess master = site.startSignet("newOrder");
        child(master, "signet-client");
        accountd.signal("KILL");

        assertThat(master.awaitExit(Site.LONG)).as(master.text()).isEqualTo(1);

        assertThat(master.text()).contains("signer");
        assertNothingLeft();
        // The socket of the dead accountd is in the way of nothing.
        site.startAccountd();
        assertNextRunSucceeds();
    }

    @Test
    void aKilledClientLeavesNoFileInTheChallengeDirectory() throws Exception {
        Path directory = challengeDirectory();
        // Nobody serves the directory: the validation is under way until the CA gives up.
        TestProcess master = site.startSignet("newOrder");
        Eventually.await("a challenge", Site.LONG, () -> entries(directory) > 1);
        child(master, "signet-client").signal("KILL");

        assertThat(master.awaitExit(Site.LONG)).as(master.text()).isEqualTo(1);
        assertThat(entries(directory)).isZero();
        assertThat(Files.readString(certificate())).isEqualTo(OLD);
    }

    @Test
    void aKilledMasterLeavesNoFileInTheChallengeDirectory() throws Exception {
        Path directory = challengeDirectory();
        TestProcess master = site.startSignet("newOrder");
        Eventually.await("a challenge", Site.LONG, () -> entries(directory) > 1);
        ProcessView client = child(master, "signet-client");
        master.signal("KILL");

        Eventually.await("the client's end", Site.LONG, () -> !client.isAlive());
        assertThat(directory.toFile().list()).containsExactly(".lacme.lock");
    }

    @Test
    void whatAKilledRunLeftInTheChallengeDirectoryIsRemovedByTheNext() throws Exception {
        Path directory = challengeDirectory();
        TestProcess master = site.startSignet("newOrder");
        Eventually.await("a challenge", Site.LONG, () -> entries(directory) > 1);
        ProcessView client = child(master, "signet-client");
        client.signal("STOP");
        master.signal("KILL");
        master.awaitExit(Site.LONG);
        client.signal("KILL");
        Eventually.await("the client's end", Site.LONG, () -> !client.isAlive());
        Path left = directory.resolve(challenge(directory));

        TestProcess next = site.startSignet("newOrder");
        next.await(
                "another challenge",
                Site.LONG,
                () -> entries(directory) > 1 && !Files.exists(left));
        next.signal("TERM");

        assertThat(next.awaitExit(Site.LONG)).isNotZero();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void twoRunsExcludeEachOtherFromOneChallengeDirectory() throws Exception {
        Path directory = challengeDirectory();
        TestProcess first = site.startSignet("newOrder");
        Eventually.await("a challenge", Site.LONG, () -> entries(directory) > 1);
        String configuration = Files.readString(site.directory().resolve("signet.conf"));
        site.write("signet.conf", configuration.replace("run/lock", "run/another-lock"));

        Site.Finished second = site.signet("newOrder");

        assertThat(second.status()).isEqualTo(1);
        assertThat(second.output()).contains(directory + " is in use by another run");
        assertThat(first.process().isAlive()).isTrue();
        assertThat(challenge(directory)).isNotEmpty();
    }

    private static String challenge(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void twoRunsExcludeEachOther() throws Exception {
        accountd.signal("STOP");
        TestProcess first = site.startSignet("newOrder");
        child(first, "signet-client");

        Site.Finished second = site.signet("newOrder");

        assertThat(second.status()).isEqualTo(1);
        assertThat(second.output()).contains("another run of signet is under way");
        accountd.signal("CONT");
        assertThat(first.awaitExit(Site.LONG)).as(first.text()).isZero();
    }

    /** A server that accepts and never answers keeps the validation pending. */
    private Path challengeDirectory() throws IOException, InterruptedException {
        Path directory = Files.createDirectory(site.directory().resolve("challenges"));
        site.run("chown", "_signet-client", directory.toString());
        site.configure("", "challenge-directory = " + directory);
        site.startSilentServer();
        return directory;
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static ProcessView child(TestProcess master, String mainClass) {
        return Eventually.get(
                mainClass, Site.LONG, () -> ProcessView.below(master.pid(), mainClass));
    }

    private boolean listens() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), CA.pebble().httpPort())) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    private void assertNothingLeft() throws IOException {
        assertThatThrownBy(
                        () ->
                                new Socket(InetAddress.getLoopbackAddress(), CA.pebble().httpPort())
                                        .close())
                .isInstanceOf(ConnectException.class);
        assertThat(Files.readString(certificate())).isEqualTo(OLD);
        try (Stream<Path> files = Files.list(site.directory())) {
            List<String> names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("lifecycle.example"))
                            .sorted()
                            .toList();
            assertThat(names).containsExactly("lifecycle.example.key", "lifecycle.example.pem");
        }
    }

    private void assertNextRunSucceeds() throws IOException {
        Site.Finished next = site.signet("newOrder");
        assertThat(next.status()).as(next.output()).isZero();
        assertThat(Files.readString(certificate())).contains("BEGIN CERTIFICATE");
    }

    private Path certificate() {
        return site.directory().resolve("lifecycle.example.pem");
    }
}
