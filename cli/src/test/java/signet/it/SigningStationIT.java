package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The account key on another machine, behind OpenSSH. */
class SigningStationIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final int IN_THE_MIDDLE = 4;
    private static final String OLD = "the old certificate\n";

    private Site site;
    private SigningStation station;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        TestProcess accountd = site.startAccountd();
        site.register();
        accountd.close();
        site.sections(site.section("a.example") + site.section("b.example"));
        Files.writeString(certificate("a.example"), OLD);
        station = SigningStation.start(site);
    }

    @AfterEach
    void end() throws IOException {
        station.close();
        site.close();
    }

    @Test
    void theHostFetchesTheSocketFromTheStation() throws IOException {
        station.authorize("restrict,port-forwarding,command=\"/bin/false\"");
        station.startAccountd();
        Path socket = station.host("S");
        station.forward(socket, "-N", "-L", socket + ":" + station.station("S"), "station");
        site.configure("socket = " + socket, "");
        assertIssues();
    }

    @Test
    void theStationBringsTheSocketToTheHost() throws IOException {
        // The other way round: here the user of sshd is the one on the host.
        station.authorize("restrict,port-forwarding,command=\"/bin/false\"");
        Path atHost = station.station("S.host");
        Path atStation = station.host("S");
        TestProcess accountd =
                site.start(
                        "accountd",
                        SigningStation.as(
                                SigningStation.HOST_USER,
                                station.accountd(),
                                "--privkey=file:" + accountKeyOf(SigningStation.HOST_USER),
                                "--socket=" + atStation));
        accountd.awaitText("Listening on", Site.LONG);
        station.forward(
                atHost,
                "-N",
                "-o",
                "ExitOnForwardFailure=yes",
                "-R",
                atHost + ":" + atStation,
                "station");
        site.configure("socket = " + atHost, "");
        assertIssues();
    }

    @Test
    void theMasterLogsInOnceForAllSectionsAsAUserWithoutPrivileges() throws IOException {
        station.authorize(SigningStation.restrictedTo(station.accountdCommand()));
        Path seen = station.host("seen");
        Path witness = Files.writeString(station.host("witness.sh"), witness(seen));
        configureAccountd("/bin/sh " + witness + " " + station.sshWords());
        assertIssues();
        assertThat(station.logins()).isEqualTo(1);
        assertThat(Files.readString(seen))
                .containsPattern("NoNewPrivs:\\t1")
                .containsPattern("Groups:\\t *\\n")
                .containsPattern("CapBnd:\\t0000000000000000")
                .contains("Uid:\t" + id() + "\t" + id() + "\t" + id());
    }

    @Test
    void aKilledSessionIsReplacedByANewLogin() throws IOException {
        station.startAccountd();
        try (SignerValve valve = valve()) {
            configureAccountd(station.sshWords());
            TestProcess run = site.startSignet("newOrder");
            valve.awaitHeld();
            station.killSessions();
            valve.cut();
            assertThat(run.awaitExit(Site.LONG)).as(run.text()).isZero();
            assertThat(run.text()).contains("lost the signer \"/usr/bin/ssh", "exit status 255");
        }
        assertThat(station.logins()).isEqualTo(2);
        assertThat(certificate("b.example")).exists();
    }

    @Test
    void aStationThatIsGoneEndsTheRunCleanlyWithAClearError() throws IOException {
        station.startAccountd();
        try (SignerValve valve = valve()) {
            configureAccountd(station.sshWords());
            TestProcess run = site.startSignet("newOrder");
            valve.awaitHeld();
            List<ProcessHandle> children = run.process().descendants().toList();
            assertThat(children)
                    .anyMatch(child -> child.info().command().orElse("").endsWith("ssh"));
            station.goAway();
            assertThat(run.awaitExit(Site.LONG)).as(run.text()).isEqualTo(1);
            assertThat(run.text())
                    .contains("lost the signer", "Connection refused", "ended without a greeting");
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
        assertThat(Files.readString(certificate("a.example"))).isEqualTo(OLD);
        assertThat(certificate("b.example")).doesNotExist();
    }

    @Test
    void aStationThatIsNotThereFailsAtOnce() throws IOException {
        station.authorize(SigningStation.restrictedTo(station.accountdCommand()));
        station.goAway();
        configureAccountd(station.sshWords());
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("Connection refused", "exit status 255");
    }

    @Test
    void whatSomethingElseSaysInPlaceOfTheGreetingIsShown() throws IOException {
        station.authorize(SigningStation.restrictedTo("echo This account is not available."));
        configureAccountd(station.sshWords());
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("says \"This account is not available.\"");
    }

    @Test
    void aRelayServesTheKeyOfTheStationAndItsReasons() throws IOException {
        station.authorize("restrict,port-forwarding,command=\"/bin/false\"");
        TestProcess atStation = station.startAccountd();
        Path forwarded = station.host("S");
        station.forward(forwarded, "-N", "-L", forwarded + ":" + station.station("S"), "station");
        site.startAccountdAt(site.socket(), "--privkey=unix:" + forwarded);
        assertIssues();

        atStation.close();
        Site.Finished away = site.signet("newOrder", "--force");
        assertThat(away.status()).isEqualTo(1);
        assertThat(away.output()).contains("the signer closed the connection");

        station.startAccountd();
        Site.Finished back = site.signet("newOrder", "--force");
        assertThat(back.status()).as(back.output()).isZero();
    }

    /** The held connection is that of the session, whose command leads to the valve. */
    private SignerValve valve() throws IOException {
        Path path = station.station("S.valve");
        SignerValve valve = new SignerValve(path, station.station("S"), IN_THE_MIDDLE);
        site.run("chown", SigningStation.STATION_USER, path.toString());
        station.authorize(SigningStation.restrictedTo("socat STDIO UNIX-CONNECT:" + path));
        return valve;
    }

    private void configureAccountd(String command) throws IOException {
        site.configure(
                "",
                "[accountd]\nuser = " + SigningStation.HOST_USER + "\ncommand = " + command + "\n");
    }

    private Path accountKeyOf(String user) throws IOException {
        Path key = station.host("account.key");
        Files.copy(site.accountKey(), key);
        site.run("chown", user, key.toString());
        site.run("chmod", "600", key.toString());
        return key;
    }

    private static String witness(Path seen) {
        return "cat /proc/self/status > " + seen + "; exec \"$@\"\n";
    }

    private String id() throws IOException {
        return site.run("id", "-u", SigningStation.HOST_USER).output().strip();
    }

    private void assertIssues() throws IOException {
        Site.Finished run = site.signet("newOrder", "--force");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(Files.readString(certificate("a.example"))).contains("BEGIN CERTIFICATE");
        assertThat(certificate("b.example")).exists();
    }

    private Path certificate(String name) {
        return site.directory().resolve(name + ".pem");
    }
}
