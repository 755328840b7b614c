package signet.master.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class ProgramTest {

    private static String sh(Duration limit, String script) throws IOException {
        return new Program(Path.of("/bin/sh"), limit).run(List.of("-c", script), "input");
    }

    private static String sh(String script) throws IOException {
        return sh(Duration.ofSeconds(30), script);
    }

    @Test
    void itGetsItsInputAndAFixedEnvironment() throws IOException {
        assertThat(sh("cat; env | grep -E '^(PATH|LC_|HOME|USER)'"))
                .isEqualToIgnoringNewLines("inputPATH=/usr/sbin:/usr/bin:/sbin:/bin" + "LC_ALL=C");
    }

    @Test
    void aFailureTellsTheFirstLineOfTheComplaint() {
        assertThatThrownBy(() -> sh("echo this failed >&2; echo more >&2; exit 3"))
                .isInstanceOf(IOException.class)
                .hasMessage("/bin/sh: this failed");
    }

    @Test
    void oneThatHangsIsEnded() {
        assertThatThrownBy(() -> sh(Duration.ofMillis(100), "exec sleep 60"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not end within");
    }

    @Test
    void oneThatFloodsUsIsEnded() {
        assertThatThrownBy(() -> sh("exec cat /dev/zero"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("wrote more than");
        assertThatThrownBy(() -> sh("exec cat /dev/zero >&2")).isInstanceOf(IOException.class);
    }

    /** Whether it is told depends on what Java has read already when the program ends. */
    @Test
    @Timeout(30)
    void oneThatLeavesSomethingRunningIsNotWaitedFor(@TempDir Path folder) throws IOException {
        Path pid = folder.resolve("pid");
        try {
            assertThat(sh("sleep 600 & echo $! > " + pid + "; echo started"))
                    .isEqualTo("started\n");
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("has left something running that holds its output");
        } finally {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .orElseThrow()
                    .destroyForcibly();
        }
    }
}
