package signet.master.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class RunTest {

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void levelsDecideWhatIsTold() {
        tellAll(messages(Messages.Level.QUIET, true));
        assertThat(text()).isEqualTo("info\nWarning: warning\nError: error\n");
        told.reset();
        tellAll(messages(Messages.Level.NORMAL, false));
        assertThat(text()).contains("unchanged").doesNotContain("progress", "debug");
        told.reset();
        tellAll(messages(Messages.Level.NORMAL, true));
        assertThat(text()).contains("progress").doesNotContain("debug");
        told.reset();
        tellAll(messages(Messages.Level.DEBUG, false));
        assertThat(text()).contains("progress", "debug");
    }

    @Test
    void nothingSteersTheTerminal() {
        messages(Messages.Level.NORMAL, true).info("a\u001b[31m\nb");
        assertThat(text()).isEqualTo("a\\u001b[31m\\u000ab\n");
    }

    @Test
    void stepsAreUndoneOnceInReverseOrderWhateverFails() {
        List<String> undone = new ArrayList<>();
        Cleanup cleanup = new Cleanup(messages(Messages.Level.NORMAL, true));
        cleanup.add(() -> undone.add("first"));
        cleanup.add(
                () -> {
                    throw new IOException("stuck");
                });
        cleanup.add(() -> undone.add("third"));
        cleanup.close();
        cleanup.close();
        assertThat(undone).containsExactly("third", "first");
        assertThat(text()).contains("while cleaning up: stuck");
        assertThatThrownBy(() -> cleanup.add(() -> undone.add("late")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(undone).containsExactly("third", "first", "late");
    }

    @Test
    void lockFileThatCanNotBeMadeIsAnErrorThatNamesTheKey(@TempDir Path directory)
            throws IOException {
        RunLock.acquire(directory.resolve("lock")).close();
        RunLock.acquire(directory.resolve("lock")).close();
        assertThatThrownBy(() -> RunLock.acquire(directory.resolve("missing/lock")))
                .hasMessageContaining("set \"lock\"");
    }

    private static void tellAll(Messages messages) {
        messages.info("info");
        messages.unchanged("unchanged");
        messages.progress("progress");
        messages.debug("debug");
        messages.warning("warning");
        messages.error("error");
    }

    private Messages messages(Messages.Level level, boolean watched) {
        return new Messages(new PrintStream(told, true, StandardCharsets.UTF_8), level, watched);
    }

    private String text() {
        return told.toString(StandardCharsets.UTF_8);
    }
}
