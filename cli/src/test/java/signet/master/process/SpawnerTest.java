package signet.master.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.sandbox.PathRule;
import signet.sandbox.PathRule.Access;
import signet.sandbox.Ruleset;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SpawnerTest {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Spawner spawner = new Spawner();

    @Test
    void childGetsExactlyItsDescriptorsEnvironmentAndDirectory() throws IOException {
        String script = "echo $(ls /proc/self/fd); env; pwd";
        String output = run(List.of("/bin/sh", "-c", script), Map.of("ONLY", "this"));
        // 2 is inherited; ls itself opens the directory that it lists, as 4 behind our 0, 1, 3.
        assertThat(output.lines().findFirst()).contains("0 1 2 3 4");
        assertThat(output).contains("ONLY=this").doesNotContain("HOME=").contains("\n/usr\n");
    }

    @Test
    void childStartsInItsOwnSessionWithNoSignalIgnoredOrBlocked() throws IOException {
        String output =
                run(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "[ $(cut -d' ' -f6 /proc/$$/stat) = $$ ] && echo leader;"
                                        + " exec grep -E 'SigBlk|SigIgn' /proc/self/status"),
                        Map.of("PATH", "/usr/bin:/bin"));
        assertThat(output)
                .contains("SigBlk:\t0000000000000000", "leader")
                .containsPattern("SigIgn:\t0000000[01]80000000|SigIgn:\t0000000000000000");
    }

    @Test
    void exitStatusTellsCodeAndSignal() throws IOException {
        assertThat(start(List.of("/bin/sh", "-c", "exit 7"), Map.of()).waitFor())
                .isEqualTo(new ExitStatus.Exited(7));
        assertThat(start(List.of("/bin/sh", "-c", "kill -9 $$"), Map.of()).waitFor())
                .isEqualTo(new ExitStatus.Killed(9));
        assertThat(start(List.of("/bin/true"), Map.of()).waitFor().success()).isTrue();
    }

    @Test
    void stopInsistsWhereTheChildIgnoresTheFirstSignal() throws IOException {
        try (SocketPair pair = SocketPair.open()) {
            Child child =
                    spawner.start(
                            spec(
                                    List.of(
                                            "/bin/sh",
                                            "-c",
                                            "trap '' TERM; echo ready; while :; do sleep 1; done"),
                                    Map.of("PATH", "/usr/bin:/bin"),
                                    pair));
            assertThat(pair.ours().in().read()).isEqualTo('r');
            assertThat(child.stop(Duration.ofMillis(100))).isEqualTo(new ExitStatus.Killed(9));
        }
    }

    @Test
    void programThatDoesNotExistIsAnErrorThatNamesIt() throws IOException {
        assertThatThrownBy(() -> start(List.of("/nonexistent/program"), Map.of()))
                .isInstanceOf(NativeException.class)
                .hasMessageContaining("/nonexistent/program")
                .hasMessageContaining("No such file or directory");
    }

    @Test
    void stoppingAChildThatHasEndedDoesNothing() throws IOException {
        Child child = start(List.of("/bin/true"), Map.of());
        child.waitFor();
        assertThat(child.stop(GRACE).success()).isTrue();
    }

    @Test
    void aRestrictedChildReachesNoOtherFilesPortsAndProcesses(@TempDir Path folder)
            throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Path secret = Files.writeString(folder.resolve("secret"), "secret text");
        String script =
                """
                exec 2>&1
                cat $1; echo x > $1; ls $2; kill -0 $3 && echo signalled; cat /etc/hosts
                echo made > $4/file; cat $4/file; : > /dev/null && echo null
                grep NoNewPrivs /proc/self/status
                """;
        List<String> command =
                List.of(
                        "/bin/sh",
                        "-c",
                        script,
                        "sh",
                        secret.toString(),
                        folder.toString(),
                        Long.toString(ProcessHandle.current().pid()),
                        open.toString());
        List<PathRule> rules = new ArrayList<>();
        for (String path : List.of("/usr", "/bin", "/lib", "/lib64", "/nonexistent")) {
            rules.add(new PathRule(Path.of(path), Access.EXECUTE));
        }
        rules.add(new PathRule(Path.of("/proc"), Access.READ));
        rules.add(new PathRule(Path.of("/etc/ld.so.cache"), Access.READ));
        rules.add(new PathRule(Path.of("/dev/null"), Access.WRITE));
        rules.add(new PathRule(open, Access.MAKE_FILES));

        assertThat(run(command, Optional.empty()))
                .contains("secret text", "signalled", "localhost", "made", "null");
        Files.delete(open.resolve("file"));
        Files.writeString(secret, "secret text");
        assertThat(run(command, Optional.of(new Ruleset(rules, false))))
                .contains("made", "null", "NoNewPrivs:\t1", "ermission denied", "not permitted")
                .doesNotContain("secret text", "signalled", "localhost", "open\n");
        assertThat(secret).hasContent("secret text");
    }

    private String run(List<String> command, Optional<Ruleset> ruleset) throws IOException {
        try (SocketPair pair = SocketPair.open()) {
            ProcessSpec spec = spec(command, Map.of("PATH", "/usr/bin:/bin"), pair);
            Child child =
                    ruleset.isPresent() ? spawner.start(spec, ruleset.get()) : spawner.start(spec);
            pair.theirs().close();
            String output = new String(pair.ours().in().readAllBytes(), StandardCharsets.UTF_8);
            child.waitFor();
            return output;
        }
    }

    /** As the first thing that a JVM does: nothing of ours is loaded then. */
    @Test
    void aRestrictedChildStartsWhereOurClassesAreOutOfItsReach(@TempDir Path folder)
            throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RestrictedStart.class.getName());
        try (TestProcess java = TestProcess.start(folder.resolve("output"), command)) {
            assertThat(java.awaitExit(Duration.ofSeconds(60))).as(java.text()).isZero();
        }
    }

    /** We stay as we are, with all our threads. */
    @Test
    void startingARestrictedChildDoesNotRestrictUs(@TempDir Path folder) throws Exception {
        String before = Files.readString(Path.of("/proc/thread-self/status"));
        assertThat(
                        run(
                                List.of("/bin/true"),
                                Optional.of(
                                        new Ruleset(
                                                List.of(
                                                        new PathRule(
                                                                Path.of("/usr"), Access.EXECUTE),
                                                        new PathRule(
                                                                Path.of("/lib64"), Access.EXECUTE)),
                                                true))))
                .isEmpty();
        Thread thread =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        assertThatNoException()
                                                .isThrownBy(
                                                        () ->
                                                                Files.writeString(
                                                                        folder.resolve("x"), "x")));
        thread.join();
        assertThat(folder.resolve("x")).exists();
        assertThat(before).contains("NoNewPrivs:\t0");
        assertThat(Files.readString(Path.of("/proc/thread-self/status")))
                .contains("NoNewPrivs:\t0");
    }

    private Child start(List<String> command, Map<String, String> environment) throws IOException {
        try (SocketPair pair = SocketPair.open()) {
            return spawner.start(spec(command, environment, pair));
        }
    }

    private String run(List<String> command, Map<String, String> environment) throws IOException {
        try (SocketPair pair = SocketPair.open()) {
            Child child = spawner.start(spec(command, environment, pair));
            pair.theirs().close();
            String output = new String(pair.ours().in().readAllBytes(), StandardCharsets.UTF_8);
            child.waitFor();
            return output;
        }
    }

    private static ProcessSpec spec(
            List<String> command, Map<String, String> environment, SocketPair pair) {
        return new ProcessSpec(
                command,
                environment,
                Map.of(0, pair.theirs(), 1, pair.theirs(), 3, pair.theirs()),
                Path.of("/usr"),
                false);
    }
}
