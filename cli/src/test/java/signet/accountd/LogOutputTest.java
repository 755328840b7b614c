package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** As root, with files of nobody in a folder where anybody may write. */
class LogOutputTest {

    private static final int NOBODY = 65534;

    @TempDir private Path folder;
    private Path shared;

    @BeforeEach
    void make() throws IOException {
        shared = Files.createTempDirectory(Path.of("/dev/shm"), "signet-log-test");
        Files.setAttribute(shared, "unix:mode", 01777);
    }

    @AfterEach
    void delete() throws IOException {
        try (var files = Files.list(shared)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(shared);
    }

    private static void write(Path file) throws IOException {
        try (LogOutput output = LogOutput.file(file)) {
            output.write("a line");
        }
    }

    @Test
    void whatWasOpenedForUsAndDevicesAreWrittenTo() throws Exception {
        write(Path.of("/dev/null"));
        Path own = shared.resolve("own");
        write(own);
        assertThat(own).content().endsWith(" a line\n");
    }

    @Test
    void aFolderBelowDevIsNoneOfTheSystem() throws Exception {
        Path theirs = Files.createFile(shared.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", NOBODY);
        Path victim = Files.createFile(folder.resolve("victim"));
        Path link = Files.createSymbolicLink(shared.resolve("link"), victim);
        Path detour = Path.of("/dev/..").resolve(Path.of("/").relativize(theirs));
        for (Path file : new Path[] {theirs, link, detour}) {
            assertThatExceptionOfType(IOException.class)
                    .as(file.toString())
                    .isThrownBy(() -> write(file))
                    .withMessageContaining("can't write the log file");
        }
        assertThat(theirs).isEmptyFile();
        assertThat(victim).isEmptyFile();
    }
}
