package signet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.testing.TestProcess;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a process can still do in its sandbox, tried in one. Runs as root, who could do it all. */
class SandboxIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String DONE = "done";
    private static final String NOT_PERMITTED = "errno 1";

    /** What nobody in a sandbox can do, whatever it goes on to need. */
    private static final List<String> NEVER =
            List.of(
                    "signal-parent",
                    "trace",
                    "read-memory",
                    "process-descriptor",
                    "namespace",
                    "io_uring",
                    "bpf",
                    "keyring",
                    "shared-memory",
                    "memory-file",
                    "splice");

    @TempDir Path folder;

    private Map<String, String> probe(String... uses) throws IOException {
        Files.writeString(folder.resolve("file"), "as it was");
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    // All memory for code at once: later ones are refused.
                                    "-XX:ReservedCodeCacheSize=16m",
                                    "-XX:InitialCodeCacheSize=16m",
                                    "-XX:-SegmentedCodeCache",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Probe.class.getName(),
                                    folder.resolve("file").toString(),
                                    Integer.toString(server.getLocalPort())));
            command.addAll(List.of(uses));
            try (TestProcess process = TestProcess.start(folder.resolve("output"), command)) {
                assertThat(process.awaitExit(LONG)).as(process.text()).isZero();
                Map<String, String> results = new LinkedHashMap<>();
                process.text()
                        .lines()
                        .map(line -> line.split(": ", 2))
                        .filter(pair -> pair.length == 2)
                        .forEach(pair -> results.put(pair[0], pair[1]));
                return results;
            }
        }
    }

    /** Else the refusals below would prove nothing. */
    @Test
    void withoutASandboxNothingIsRefused() throws IOException {
        Map<String, String> results = probe("none");

        assertThat(results)
                .containsEntry("execute", DONE)
                .containsEntry("write", DONE)
                .containsEntry("delete", DONE)
                .containsEntry("connect", DONE)
                .containsEntry("listen", DONE)
                .containsEntry("accept", DONE)
                .containsEntry("chmod", DONE)
                .containsEntry("signal-parent", DONE)
                .containsEntry("trace", DONE)
                .containsEntry("process-descriptor", DONE)
                .containsEntry("namespace", DONE)
                .containsEntry("keyring", DONE)
                .containsEntry("unix-socket", DONE)
                .containsEntry("read-memory", DONE)
                // EINVAL and EFAULT: the kernel looked at what it was given.
                .containsEntry("clone3", "errno 22")
                .containsEntry("openat2", "errno 22")
                .containsEntry("io_uring", "errno 14")
                .containsEntry("memory", DONE)
                .containsEntry("code", DONE)
                .containsEntry("data-to-code", DONE)
                .containsEntry("shared-memory", DONE)
                .containsEntry("memory-file", "errno 14")
                .containsEntry("splice", DONE);
    }

    /** As a native program is; Java can live so, once it has all the code that it needs. */
    @Test
    void whoMakesNoCodeMapsNoMemoryExecutable() throws IOException {
        Map<String, String> results = probe("CONNECT");

        assertThat(results)
                .containsEntry("memory", DONE)
                .containsEntry("code", NOT_PERMITTED)
                .containsEntry("data-to-code", NOT_PERMITTED);
    }

    @Test
    void aJvmMapsMemoryExecutable() throws IOException {
        Map<String, String> results = probe("CONNECT", "MAKE_CODE");

        assertThat(results)
                .containsEntry("memory", DONE)
                .containsEntry("code", DONE)
                .containsEntry("data-to-code", DONE);
        assertNever(results);
    }

    @Test
    void theWebserverAcceptsConnectionsAndNothingElse() throws IOException {
        Map<String, String> results = probe("ACCEPT");

        assertThat(results)
                .containsEntry("missing", "nothing")
                .containsEntry("accept", DONE)
                .containsEntry("thread", DONE)
                .containsEntry("read", DONE)
                .containsEntry("signal-self", DONE);
        assertRefused(results, "execute", "write", "delete", "connect", "listen");
        assertThat(results)
                .containsEntry("unix-socket", NOT_PERMITTED)
                .containsEntry("packet-socket", NOT_PERMITTED)
                .containsEntry("chmod", NOT_PERMITTED)
                .containsEntry("openat2", "errno 38");
        assertNever(results);
    }

    @Test
    void theClientConnectsAndWritesNoFile() throws IOException {
        Map<String, String> results = probe("CONNECT");

        assertThat(results)
                .containsEntry("missing", "nothing")
                .containsEntry("connect", DONE)
                .containsEntry("thread", DONE)
                .containsEntry("read", DONE)
                .containsEntry("unix-socket", DONE)
                .containsEntry("packet-socket", "errno 97");
        assertRefused(results, "execute", "write", "delete", "listen", "accept");
        assertNever(results);
    }

    @Test
    void theClientOfAChallengeDirectoryWritesFiles() throws IOException {
        Map<String, String> results = probe("CONNECT", "WRITE_FILES");

        assertThat(results)
                .containsEntry("connect", DONE)
                .containsEntry("write", DONE)
                .containsEntry("delete", DONE);
        assertRefused(results, "execute", "listen", "accept");
        assertNever(results);
    }

    /** As root, who may lock any amount whatever the limit says. */
    @Test
    void allMemoryIsLockedAndNoneIsUsedForThat() throws IOException {
        Map<String, String> results = probe("lock");

        long locked = kilobytes(results.get("VmLck"));
        assertThat(locked).isGreaterThan(100_000);
        assertThat(kilobytes(results.get("VmRSS"))).isLessThan(locked / 2);
    }

    private static long kilobytes(@Nullable String text) {
        return Long.parseLong(String.valueOf(text).replace(" kB", "").strip());
    }

    private static void assertRefused(Map<String, String> results, String... names) {
        for (String name : names) {
            assertThat(results.get(name)).as(name).contains("Operation not permitted");
        }
    }

    private static void assertNever(Map<String, String> results) {
        NEVER.forEach(name -> assertThat(results.get(name)).as(name).isEqualTo(NOT_PERMITTED));
        assertThat(results).containsEntry("clone3", "errno 38");
    }
}
