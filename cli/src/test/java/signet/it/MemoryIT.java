package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.Eventually;
import signet.testing.FreePort;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nobody gets at the memory of a process: no other one of its user, no core file. */
class MemoryIT {

    @RegisterExtension static final Ca CA = new Ca();

    /** $1 is the process, and $2 the number of ptrace(2). */
    private static final String ATTACK =
            """
            cat /proc/$1/environ >/dev/null && echo environ
            head -c 1 /proc/$1/mem
            head -c 1 /proc/$1/maps >/dev/null && echo maps
            ls /proc/$1/fd >/dev/null && echo descriptors
            perl -e 'print syscall($ARGV[0] + 0, 0x4206, $ARGV[1] + 0, 0, 0) == 0 ? "traced" : "$!", "\\n"' $2 $1
            """;

    /** PTRACE_SEIZE, which does not stop what it traces. */
    private static int ptrace() {
        return System.getProperty("os.arch").equals("amd64") ? 101 : 117;
    }

    @Test
    void clientWebserverAndSignerAreClosedToTheirOwnUsers() throws Exception {
        try (Site site = CA.site()) {
            // A CA that does not answer holds them where they can be looked at.
            site.startSilentServer();
            String configuration = Files.readString(site.directory().resolve("signet.conf"));
            Path key = site.directory().resolve("signer.key");
            Files.move(site.accountKey(), key);
            site.run("chown", "_signet-accountd", key.toString());
            site.write(
                    "signet.conf",
                    configuration.replaceAll("listen = .*", "listen = 127.0.0.1:" + FreePort.find())
                            + "[accountd]\nuser = _signet-accountd\nprivkey = file:"
                            + key
                            + "\n");
            site.register();
            site.sections(site.section("memory.example"));
            TestProcess master = site.startSignet("newOrder");
            Map<String, String> users =
                    Map.of(
                            "signet-accountd", "_signet-accountd",
                            "signet-webserver", "_signet-www",
                            "signet-client", "_signet-client");
            for (Map.Entry<String, String> entry : users.entrySet()) {
                ProcessView process =
                        Eventually.get(
                                entry.getKey(),
                                Site.LONG,
                                () -> ProcessView.below(master.pid(), entry.getKey()));
                Eventually.await(
                        entry.getKey() + " to be closed",
                        Site.LONG,
                        () -> attack(site, entry.getValue(), process.pid()).contains("denied"));
                assertClosed(site, entry.getValue(), process.pid());
                assertNoCore(process.pid());
            }
            for (String program : Set.of("signet-client", "signet-webserver")) {
                ProcessView process = ProcessView.below(master.pid(), program).orElseThrow();
                Eventually.await(
                        program + " to be in its sandbox",
                        Site.LONG,
                        () -> "2".equals(process.status().get("Seccomp")));
                assertThat(process.status()).containsEntry("NoNewPrivs", "1");
            }
            assertNoCore(master.pid());
        }
    }

    /** Else the refusals would prove nothing. */
    @Test
    void anotherProgramIsOpenToItsOwnUser() throws Exception {
        try (Site site = CA.site()) {
            TestProcess sleep =
                    site.start(
                            "sleep",
                            List.of(
                                    "setpriv",
                                    "--reuid=_signet-www",
                                    "--regid=_signet-www",
                                    "--clear-groups",
                                    "sleep",
                                    "600"));
            Eventually.await(
                    "sleep",
                    Site.LONG,
                    () ->
                            new ProcessView(sleep.pid()).commandLine().contains("600")
                                    && new ProcessView(sleep.pid())
                                            .commandLine()
                                            .getFirst()
                                            .equals("sleep"));
            assertThat(attack(site, "_signet-www", sleep.pid()))
                    .contains("environ\n", "maps\n", "descriptors\n");
        }
    }

    /** As for somebody who gets certificates without being root. */
    @Test
    void theMasterIsClosedToItsOwnUser() throws Exception {
        try (Site site = CA.site()) {
            Path run = Files.createDirectory(site.directory().resolve("own"));
            site.run("chown", "_signet-client", run.toString());
            // It never greets; what it is told to do, such as --stdio, is nothing to it.
            site.write("signer.sh", "exec sleep 600\n");
            site.configure(
                    "user =\ngroup =",
                    "user =\ngroup =\n[accountd]\ncommand = /bin/sh "
                            + site.directory().resolve("signer.sh"));
            String configuration = Files.readString(site.directory().resolve("signet.conf"));
            site.write(
                    "signet.conf",
                    configuration.replaceAll("lock = .*", "lock = " + run + "/lock"));
            TestProcess master =
                    site.start(
                            "own",
                            List.of(
                                    "setpriv",
                                    "--reuid=_signet-client",
                                    "--regid=_signet-client",
                                    "--clear-groups",
                                    CA.distribution().signet(),
                                    "--config=" + site.directory().resolve("signet.conf"),
                                    "account"));
            Eventually.get("the signer", Site.LONG, () -> ProcessView.below(master.pid(), "600"));
            assertClosed(site, "_signet-client", master.pid());
            assertNoCore(master.pid());
        }
    }

    private static void assertClosed(Site site, String user, long pid) throws IOException {
        assertThat(attack(site, user, pid).lines())
                .as("process %d of %s", pid, user)
                .doesNotContain("environ", "maps", "descriptors", "traced")
                .contains("Operation not permitted")
                .filteredOn(line -> line.contains("Permission denied"))
                .hasSize(4);
    }

    private static void assertNoCore(long pid) throws IOException {
        assertThat(Files.readString(Path.of("/proc/" + pid + "/limits")))
                .containsPattern("Max core file size +0 +0 ");
    }

    private static String attack(Site site, String user, long pid) throws IOException {
        return site.run(
                        "setpriv",
                        "--reuid=" + user,
                        "--regid=" + user,
                        "--clear-groups",
                        "sh",
                        "-c",
                        ATTACK,
                        "sh",
                        Long.toString(pid),
                        Integer.toString(ptrace()))
                .output();
    }
}
