package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.Eventually;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program that crashes leaves no report, which would show parts of its memory. */
class CrashIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final long SEGV = 1L << 10;

    private Site site;
    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        folder = Files.createDirectory(site.directory().resolve("work"));
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @Test
    void accountdLeavesNothing() throws Exception {
        assertLeavesNothing(
                start(
                        CA.distribution().accountd(),
                        "--privkey=file:" + site.accountKey(),
                        "--socket=" + site.socket()));
    }

    @Test
    void theTokensHelperLeavesNothing() throws Exception {
        assertLeavesNothing(start(CA.distribution().root() + "/libexec/signet-token"));
    }

    @Test
    void theMasterLeavesNothing() throws Exception {
        // It never greets; what it is told to do, such as --stdio, is nothing to it.
        site.write("signer.sh", "exec sleep 600\n");
        site.configure(
                "", "[accountd]\ncommand = /bin/sh " + site.directory().resolve("signer.sh"));
        assertLeavesNothing(
                start(
                        CA.distribution().signet(),
                        "--config=" + site.directory().resolve("signet.conf"),
                        "account"));
    }

    @Test
    void theClientLeavesNothingNotEvenWhereItMayWrite() throws Exception {
        TestProcess _ = prepareRun();
        Path challenges = Files.createDirectory(site.directory().resolve("challenges"));
        site.run("chown", "_signet-client", challenges.toString());
        site.configure("", "challenge-directory = " + challenges);
        // A CA that gets no answer holds the client where it can be looked at.
        site.startSilentServer();
        assertRunLeavesNothing("signet-client", challenges);
    }

    @Test
    void theWebserverLeavesNothing() throws Exception {
        prepareRun().signal("STOP");
        assertRunLeavesNothing("signet-webserver");
    }

    private TestProcess prepareRun() throws IOException {
        TestProcess accountd = site.startAccountd();
        site.register();
        site.sections(site.section("crash.example"));
        return accountd;
    }

    private void assertRunLeavesNothing(String program, Path... places) throws Exception {
        TestProcess master = site.startSignet("newOrder");
        ProcessView process =
                Eventually.get(program, Site.LONG, () -> ProcessView.below(master.pid(), program));
        crash(process);
        assertThat(master.awaitExit(Site.LONG)).isEqualTo(1);
        assertThat(reports(process.pid(), places)).isEmpty();
    }

    private TestProcess start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("SIGNET_JAVA", System.getProperty("java.home"));
        return TestProcess.start(site.directory().resolve("crash.log"), builder);
    }

    private void assertLeavesNothing(TestProcess started) throws Exception {
        try (started) {
            crash(new ProcessView(started.pid()));
            started.awaitExit(Site.LONG);
            assertThat(reports(started.pid(), folder)).isEmpty();
        }
    }

    /** Once Java itself handles the signal, as it does where its own code has a fault. */
    private static void crash(ProcessView process) throws Exception {
        Eventually.await(
                "Java's handler",
                Site.LONG,
                () -> {
                    String caught = process.status().getOrDefault("SigCgt", "0");
                    return (Long.parseUnsignedLong(caught, 16) & SEGV) != 0;
                });
        process.signal("SEGV");
        Eventually.await("the end", Site.LONG, () -> !process.isAlive());
    }

    private static List<Path> reports(long pid, Path... more) throws IOException {
        List<Path> places = new ArrayList<>(List.of(Path.of("/"), Path.of("/tmp")));
        places.addAll(List.of(more));
        List<Path> found = new ArrayList<>();
        for (Path place : places) {
            try (Stream<Path> files = Files.list(place)) {
                files.filter(file -> file.getFileName().toString().contains("pid" + pid))
                        .forEach(found::add);
            }
        }
        for (Path place : more) {
            try (Stream<Path> files = Files.list(place)) {
                files.filter(file -> file.getFileName().toString().startsWith("core"))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
