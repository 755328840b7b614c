package signet.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** As root, with files of root and of nobody. */
class TrustedFileTest {

    private static final int NOBODY = 65534;
    private static final Trust ROOTS = Trust.ours("have root run any command");

    @TempDir private Path above;
    private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        folder = folder("etc");
        file = Files.writeString(folder.resolve("signet.conf"), "good");
    }

    private Path folder(String name) throws IOException {
        Path made = Files.createDirectory(above.resolve(name));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void give(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", NOBODY);
    }

    private static String read(Path path, Trust trust) throws IOException {
        try (OpenFile opened = TrustedFile.open(path, trust)) {
            return new String(opened.read(1000), StandardCharsets.UTF_8);
        }
    }

    @Test
    void readsWhatRootWrote() throws IOException {
        assertThat(read(file, ROOTS)).isEqualTo("good");
        assertThat(read(folder.resolve("../etc/./signet.conf"), ROOTS)).isEqualTo("good");
    }

    @Test
    void refusesAFileThatAnotherOwnsOrCanWrite() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertThatThrownBy(() -> read(file, ROOTS))
                .isInstanceOf(UntrustedFileException.class)
                .hasMessage(
                        file
                                + ": its group or others can write to it, and so have root run any"
                                + " command; mend it with: chmod go-w "
                                + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        give(file);
        assertThatThrownBy(() -> read(file, ROOTS))
                .isInstanceOf(UntrustedFileException.class)
                .hasMessage(
                        file
                                + ": belongs to user nobody, who could have root run any command"
                                + " by it; mend it with: chown root "
                                + file);
        assertThat(read(file, ROOTS.and(NOBODY))).isEqualTo("good");
    }

    @Test
    void refusesAFolderFarAboveThatAnotherOwns() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b/c"));
        Path inside = Files.writeString(deep.resolve("signet.conf"), "good");
        assertThat(read(inside, ROOTS)).isEqualTo("good");
        give(folder.resolve("a"));
        assertThatThrownBy(() -> read(inside, ROOTS))
                .isInstanceOf(UntrustedFileException.class)
                .hasMessageStartingWith(folder.resolve("a") + ": belongs to user nobody");
    }

    @Test
    void refusesAFolderThatOthersCanWriteUnlessItIsSticky() throws IOException {
        Files.setAttribute(folder, "unix:mode", 0777);
        assertThatThrownBy(() -> read(file, ROOTS)).isInstanceOf(UntrustedFileException.class);
        Files.setAttribute(folder, "unix:mode", 01777);
        assertThat(read(file, ROOTS)).isEqualTo("good");
    }

    @Test
    void followsLinksOfRootAndLooksWhereTheyLead() throws IOException {
        Path link = Files.createSymbolicLink(above.resolve("link"), Path.of("etc"));
        assertThat(read(link.resolve("signet.conf"), ROOTS)).isEqualTo("good");
        Path toFile = Files.createSymbolicLink(folder.resolve("other"), file);
        assertThat(read(toFile, ROOTS)).isEqualTo("good");
        Path elsewhere = folder("elsewhere");
        Files.writeString(elsewhere.resolve("f"), "evil");
        give(elsewhere);
        Path away = Files.createSymbolicLink(folder.resolve("away"), elsewhere.resolve("f"));
        assertThatThrownBy(() -> read(away, ROOTS))
                .hasMessageStartingWith(elsewhere + ": belongs to user nobody");
    }

    @Test
    void followsNoLinkThatAnotherCouldHaveMade() throws IOException {
        Path theirs = folder("theirs");
        give(theirs);
        Path link = Files.createSymbolicLink(theirs.resolve("link"), folder);
        Files.setAttribute(link, "unix:uid", 0, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        for (Trust trust : new Trust[] {ROOTS.and(NOBODY), Trust.everybodys()}) {
            assertThatThrownBy(() -> read(link.resolve("signet.conf"), trust))
                    .isInstanceOf(UntrustedFileException.class)
                    .hasMessageStartingWith(
                            link + ": is a symbolic link which somebody else may have made");
        }
    }

    @Test
    void endsWithALoopOfLinks() throws IOException {
        Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
        assertThatThrownBy(() -> read(folder.resolve("a"), ROOTS))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("too many levels of symbolic links");
    }

    @Test
    @Timeout(20)
    void refusesAtOnceWhatIsNoRegularFile() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> read(pipe, ROOTS))
                .hasMessageContaining("is not a regular file; name one");
        assertThatThrownBy(() -> read(folder, ROOTS)).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> read(Path.of("/dev/zero"), ROOTS))
                .hasMessageContaining("is not a regular file");
    }

    @Test
    void tellsWhatIsMissing() {
        assertThatThrownBy(() -> read(folder.resolve("none"), ROOTS))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> read(folder.resolve("none/none"), ROOTS))
                .isInstanceOf(NoSuchFileException.class);
    }

    /** What is read is what was looked at, although its name stands for another file meanwhile. */
    @Test
    void readsWhatItLookedAtWhileFoldersAreExchanged() throws Exception {
        Path theirs = folder("theirs");
        Path evil = Files.writeString(theirs.resolve("signet.conf"), "evil");
        give(theirs);
        give(evil);
        int read = 0;
        int refused = 0;
        try (Swap swap = new Swap(folder, theirs)) {
            while (read < 2500 || refused < 2500 || swap.swaps() < 5000) {
                try {
                    assertThat(read(file, ROOTS)).isEqualTo("good");
                    read++;
                } catch (UntrustedFileException e) {
                    refused++;
                }
            }
        }
    }
}
