package signet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ChallengeFilesTest {

    @TempDir Path directory;

    @Test
    void writesRemovesAndForgets() throws IOException {
        ChallengeFiles files = new ChallengeFiles(directory);
        files.write("one", "one.thumbprint");
        files.write("two", "two.thumbprint");
        assertThat(directory.resolve("one")).hasContent("one.thumbprint");
        files.remove("one");
        files.remove("never-written");
        files.removeAll();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void neverWritesThroughASymbolicLinkNorRemovesWhatIsNotItsOwn() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Files.createSymbolicLink(directory.resolve("token"), victim);
        ChallengeFiles files = new ChallengeFiles(directory);
        assertThatThrownBy(() -> files.write("token", "x"))
                .hasMessageContaining("somebody else has put token");
        files.removeAll();
        assertThat(victim).hasContent("precious");
        assertThat(directory.resolve("token")).isSymbolicLink();
    }

    @Test
    void directoryThatIsNotThereIsAnErrorThatSaysWhatIsNeeded() {
        ChallengeFiles files = new ChallengeFiles(directory.resolve("missing"));
        assertThatThrownBy(() -> files.write("token", "x"))
                .hasMessageContaining("must be writable for the user of section [client]");
    }
}
