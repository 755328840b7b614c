package signet.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class TestProcessTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path folder;

    private TestProcess shell(String script) throws IOException {
        return TestProcess.start(folder.resolve("log"), List.of("/bin/sh", "-c", script));
    }

    @Test
    void waitsForTextOnStandardError() throws IOException {
        try (var process = shell("echo ready >&2; exec sleep 100")) {
            process.awaitText("ready", LONG);
            assertThat(process.text()).isEqualTo("ready\n");
        }
    }

    @Test
    void failsWithTheOutputWhenTheProcessEndsBeforeTheText() throws IOException {
        try (var process = shell("echo no such key; exit 3")) {
            assertThatThrownBy(() -> process.awaitText("ready", LONG))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no such key");
            assertThat(process.awaitExit(LONG)).isEqualTo(3);
        }
    }

    @Test
    void failsWhenTheTimeIsOver() throws IOException {
        try (var process = shell("exec sleep 100")) {
            assertThatThrownBy(() -> process.awaitText("ready", Duration.ofMillis(50)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("not within PT0.05S");
        }
    }

    @Test
    void sendsSignalsByName() throws IOException, InterruptedException {
        try (var process =
                shell("trap 'echo hup; exit 7' HUP; echo up; while :; do sleep 1; done")) {
            process.awaitText("up", LONG);
            process.signal("HUP");
            assertThat(process.awaitExit(LONG)).isEqualTo(7);
        }
    }

    @Test
    void endsTheProcessAndItsChildrenOnClose() throws IOException {
        TestProcess process = shell("sleep 100 & echo up; wait");
        process.awaitText("up", LONG);
        ProcessHandle child = process.process().descendants().findFirst().orElseThrow();
        process.close();
        assertThat(process.process().isAlive()).isFalse();
        Eventually.await("the end of the child", LONG, () -> !child.isAlive());
    }
}
