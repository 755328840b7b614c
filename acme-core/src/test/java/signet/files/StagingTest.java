package signet.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files of root in a folder of nobody. */
class StagingTest {

    private static final int NOBODY = 65534;

    @TempDir private Path above;
    private Path path;
    private Folder folder;

    @BeforeEach
    void make() throws IOException {
        path = Files.createDirectory(above.resolve("tls"));
        Files.setAttribute(path, "unix:uid", NOBODY);
        folder = Folder.open(path, Trust.ours("harm").and(NOBODY));
    }

    private void replace(String text) throws IOException {
        try (Staging staging = Staging.of(folder, "a.pem")) {
            try (OpenFile file = staging.create()) {
                file.owner(NOBODY, -1);
                file.mode(0640);
                file.write(text.getBytes(StandardCharsets.UTF_8));
                file.sync();
            }
            staging.replace();
        }
    }

    @Test
    void replacesAFileWithItsOwnerAndMode() throws IOException {
        replace("old");
        replace("new");
        Path target = path.resolve("a.pem");
        assertThat(target).hasContent("new");
        assertThat(Files.getAttribute(target, "unix:uid")).isEqualTo(NOBODY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");
        assertThat(folder.names()).containsExactly(Path.of("a.pem"));
    }

    @Test
    void nobodyElseCanDoAnythingWhereFilesAreMade() throws IOException {
        try (Staging _ = Staging.of(folder, "a.pem")) {
            Path inner = path.resolve(Staging.NAME);
            assertThat(Files.getAttribute(inner, "unix:uid")).isEqualTo(0);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void whatSomebodyElsePutInTheWayIsNotUsed() throws IOException {
        Path inner = Files.createDirectory(path.resolve(Staging.NAME));
        Files.setAttribute(inner, "unix:uid", NOBODY);
        assertThatThrownBy(() -> replace("new"))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(inner + ": is in the way: somebody else put it there; remove it");
        Files.delete(inner);
        Path elsewhere = Files.createDirectory(above.resolve("elsewhere"));
        Files.createSymbolicLink(inner, elsewhere);
        assertThatThrownBy(() -> replace("new")).isInstanceOf(FileSystemException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aLinkIsReplacedAndNotFollowed() throws IOException {
        Path root = Files.writeString(above.resolve("shadow"), "secret");
        Files.createSymbolicLink(path.resolve("a.pem"), root);
        replace("new");
        assertThat(root).hasContent("secret");
        assertThat(Files.isRegularFile(path.resolve("a.pem"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        replace("old");
        Staging killed = Staging.of(folder, "a.pem");
        killed.create().close();
        assertThat(killed.keepOld()).isTrue();
        replace("new");
        assertThat(folder.names()).containsExactly(Path.of("a.pem"));
    }

    @Test
    void theOldFileIsPutBack() throws IOException {
        replace("old");
        try (Staging staging = Staging.of(folder, "a.pem")) {
            staging.create().close();
            assertThat(staging.keepOld()).isTrue();
            staging.replace();
            assertThat(path.resolve("a.pem")).isEmptyFile();
            staging.putBack();
        }
        assertThat(path.resolve("a.pem")).hasContent("old");
        assertThat(folder.names()).containsExactly(Path.of("a.pem"));
    }

    @Test
    void severalFilesAreMadeAtOnce() throws IOException {
        try (Staging one = Staging.of(folder, "a.pem");
                Staging other = Staging.of(folder, "b.pem")) {
            one.create().close();
            other.create().close();
            one.replace();
            other.replace();
        }
        assertThat(folder.names()).containsExactlyInAnyOrder(Path.of("a.pem"), Path.of("b.pem"));
    }

    @Test
    void publishingReplacesNothing() throws IOException {
        replace("old");
        try (Staging staging = Staging.of(folder, "a.pem")) {
            staging.create().close();
            assertThatThrownBy(staging::publish).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(path.resolve("a.pem")).hasContent("old");
    }

    /** Its owner may exchange the folder for another one of root's with files of the same names. */
    @Test
    void nothingIsRemovedButWhatIsOnlyHere() throws IOException {
        Path other = Files.createDirectory(path.resolve(Staging.NAME));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwx------"));
        Path precious = Files.writeString(other.resolve("a.pem"), "precious");
        replace("new");
        assertThat(precious).hasContent("precious");
        assertThat(path.resolve("a.pem")).hasContent("new");
    }

    @Test
    void aNameMayBeAsLongAsNamesCanBe() throws IOException {
        String name = "a".repeat(255);
        for (int i = 0; i < 2; i++) {
            try (Staging staging = Staging.of(folder, name)) {
                staging.create().close();
                assertThat(staging.keepOld()).isEqualTo(i == 1);
                staging.replace();
            }
        }
        assertThat(folder.names()).containsExactly(Path.of(name));
    }
}
