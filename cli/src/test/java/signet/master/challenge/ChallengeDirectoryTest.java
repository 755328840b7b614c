package signet.master.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class ChallengeDirectoryTest {

    @TempDir private Path parent;

    private Path directory() throws IOException {
        return Files.createDirectories(parent.resolve("challenges"));
    }

    private Path lock() throws IOException {
        return directory().resolve(".lacme.lock");
    }

    @Test
    void isLockedWhileItIsOpenAndEmptyAfterwards() throws IOException {
        try (ChallengeDirectory open = ChallengeDirectory.open(directory())) {
            assertThat(lock()).hasContent(ProcessHandle.current().pid() + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lock())))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> ChallengeDirectory.open(directory()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "challenge-directory "
                                    + directory()
                                    + " is in use by another run; wait until it has ended and try"
                                    + " again");
            open.announce("written");
            open.announce("withdrawn");
            open.announce("never-written");
            open.withdraw("withdrawn");
            Files.createFile(directory().resolve("written"));
        }
        assertThat(directory()).isEmptyDirectory();
    }

    @Test
    void whatAKilledRunLeftIsRemoved() throws IOException {
        Files.writeString(lock(), "4000000\n");
        Files.writeString(directory().resolve("token_of-1"), "token_of-1.thumbprint");
        try (ChallengeDirectory open = ChallengeDirectory.open(directory())) {
            assertThat(open.clientDirectory().toFile().list()).containsExactly(".lacme.lock");
        }
        assertThat(directory()).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", ".hidden", "a b"})
    void whatIsNoChallengeIsNeverRemoved(String name) throws IOException {
        Files.writeString(directory().resolve(name), "precious");
        for (boolean left : new boolean[] {false, true}) {
            if (left) {
                Files.writeString(lock(), "4000000\n");
            }
            assertThatThrownBy(() -> ChallengeDirectory.open(directory()))
                    .hasMessageStartingWith("refusing to use non-empty challenge-directory");
            assertThat(directory().toFile().list()).containsExactly(name);
        }
    }

    @Test
    void whatLooksLikeAChallengeIsNotRemovedWithoutALock() throws IOException {
        Files.writeString(directory().resolve("token"), "precious");
        assertThatThrownBy(() -> ChallengeDirectory.open(directory()))
                .hasMessageContaining("non-empty");
        assertThat(directory().toFile().list()).containsExactly("token");
    }

    @Test
    void nothingIsRemovedElsewhereWhenThePathLeadsElsewhereMeanwhile() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("token"), "precious");
        Path moved = parent.resolve("moved");
        try (ChallengeDirectory open = ChallengeDirectory.open(directory())) {
            open.announce("token");
            Files.createFile(directory().resolve("token"));
            Files.move(directory(), moved);
            Files.createSymbolicLink(parent.resolve("challenges"), elsewhere);
        }
        assertThat(elsewhere.resolve("token")).hasContent("precious");
        assertThat(moved).isEmptyDirectory();
    }

    @Test
    void linkOrMissingDirectoryIsRefusedWithTheMend() throws IOException {
        Path link = Files.createSymbolicLink(parent.resolve("link"), directory());
        assertThatThrownBy(() -> ChallengeDirectory.open(link))
                .hasMessageContaining("is a symbolic link; name the directory itself");
        assertThatThrownBy(() -> ChallengeDirectory.open(parent.resolve("missing")))
                .hasMessageContaining("is no directory; create it, writable for the user of");
        assertThatThrownBy(() -> ChallengeDirectory.open(Path.of("/")))
                .hasMessageContaining("refusing to use non-empty challenge-directory /");
    }

    @Test
    void lockFileThatIsNoFileIsRefused() throws IOException {
        Files.createSymbolicLink(lock(), parent.resolve("nowhere"));
        assertThatThrownBy(() -> ChallengeDirectory.open(directory()))
                .hasMessage(
                        lock()
                                + " is no lock file of ours: somebody else put it there; remove"
                                + " it");
        assertThat(parent.resolve("nowhere")).doesNotExist();
    }
}
