package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.control.ClientReport;
import signet.testing.Eventually;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A client that keeps the master waiting, or fills its log: the run ends, and so does the lock. */
class WaitingClientIT {

    @RegisterExtension static final Ca CA = new Ca();

    /** The silence that is borne is 30 seconds longer. */
    private static final String SHORT = "timeout = 1";

    /** What is written at most; {@code -Dsignet.test.log-megabytes=1075} for more. */
    private static final int LOG = Integer.getInteger("signet.test.log-megabytes", 20);

    /** Less than its heap at the most, which is empty for the greater part. */
    private static final long MOST_MEMORY_KIB = 128 * 1024;

    private static final String SILENT = "the client has said nothing for 31 s; it was ended";

    private Site site;
    private TestProcess accountd;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        accountd = site.startAccountd();
        site.register();
        site.sections(site.section("waiting.example"));
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @Test
    void aClientThatIsStoppedIsEnded() throws Exception {
        site.configure(SHORT, "");
        accountd.signal("STOP");
        TestProcess master = site.startSignet("newOrder");
        ProcessView client =
                Eventually.get(
                        "the client",
                        Site.LONG,
                        () -> ProcessView.below(master.pid(), "signet-client"));
        client.signal("STOP");
        accountd.signal("CONT");

        assertThat(master.awaitExit(Site.LONG)).as(master.text()).isEqualTo(1);
        assertThat(master.text()).contains("[waiting.example] " + SILENT);
        assertThat(client.isAlive()).isFalse();
        assertNextRunSucceeds();
    }

    @Test
    void aClientThatWaitsForItsSignerIsNotEnded() throws Exception {
        Path held = site.directory().resolve("run/S.held");
        try (SignerValve valve = new SignerValve(held, site.socket(), 1)) {
            site.configure(SHORT + "\nsocket = " + held, "");
            TestProcess master = site.startSignet("newOrder");
            valve.awaitHeld();
            long since = System.nanoTime();
            master.await(
                    "more than the silence that is borne",
                    Site.LONG,
                    () -> System.nanoTime() - since > Duration.ofSeconds(33).toNanos());
            valve.cut();
            assertThat(master.awaitExit(Site.LONG)).as(master.text()).isZero();
        }
    }

    @Test
    void aClientThatNeitherReadsNorSpeaksIsEnded() throws Exception {
        assertEnded(Lie.fromTheStart().stay());
    }

    @Test
    void aClientThatSaysThatItRunsAndNothingElseIsEnded() throws Exception {
        assertEnded(Lie.afterTheTasks().stay());
    }

    @Test
    void aClientThatWritesItsLogWithoutEndIsEndedAndTheMastersLogIsShort() throws Exception {
        Site.Finished run = assertEnded(Lie.afterTheTasks().log(0, "x".repeat(1000)));
        assertThat(run.output())
                .hasSizeLessThan(2_000_000)
                .contains("client: more than 1048576 characters, the rest is not shown");
    }

    @Test
    void howeverMuchAClientLogsTheMasterTakesNoMoreMemory() throws Exception {
        Lie lie =
                Lie.afterTheTasks()
                        .log(LOG * 1000L, "x".repeat(1000))
                        .say(new ClientReport.Progress("waiting.example", "all is written"))
                        .stay();
        lie.prepare(site);
        site.configure("timeout = 240\n" + Lie.command(site), "");
        TestProcess master = site.startSignet("--debug", "newOrder");
        master.awaitText("all is written", Duration.ofMinutes(4));
        long memory = new ProcessView(master.pid()).peakMemoryKib();
        ProcessView.below(master.pid(), LyingClient.class.getName()).orElseThrow().signal("KILL");
        assertThat(master.awaitExit(Site.LONG)).as(master.text()).isEqualTo(1);
        System.out.println(
                "of " + LOG + " MB, " + master.text().length() + " bytes: " + memory + " KiB");
        assertThat(memory).isLessThan(MOST_MEMORY_KIB);
        assertThat(master.text())
                .hasSizeLessThan(2_000_000)
                .contains("client: more than 1000 lines, some are not shown");
    }

    @Test
    void aClientThatReportsStepsWithoutEndDoesNotFillTheLog() throws Exception {
        Lie lie =
                Lie.afterTheTasks()
                        .flood(
                                9_000,
                                new ClientReport.Progress("waiting.example", "x".repeat(1000))
                                        .encode())
                        .say(new ClientReport.Failed("waiting.example", "y".repeat(3_000_000)))
                        .done();
        lie.prepare(site);
        site.configure(Lie.command(site), "");
        Site.Finished run = site.signet("--debug", "newOrder");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .hasSizeLessThan(2_000_000)
                .contains("more than 1000 lines, some are not shown", "yyy...");
    }

    private Site.Finished assertEnded(Lie lie) throws Exception {
        lie.prepare(site);
        site.configure(SHORT + "\n" + Lie.command(site), "");
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("[waiting.example] " + SILENT);
        assertThat(lying()).isEmpty();
        site.configure("", "");
        assertNextRunSucceeds();
        return run;
    }

    private List<ProcessHandle> lying() {
        String file = site.directory().resolve("lie").toString();
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                new ProcessView(process.pid()).isAlive()
                                        && new ProcessView(process.pid())
                                                .commandLine()
                                                .contains(file))
                .toList();
    }

    private void assertNextRunSucceeds() throws IOException {
        Site.Finished next = site.signet("newOrder");
        assertThat(next.status()).as(next.output()).isZero();
        assertThat(Files.readString(site.directory().resolve("waiting.example.pem")))
                .contains("BEGIN CERTIFICATE");
    }
}
