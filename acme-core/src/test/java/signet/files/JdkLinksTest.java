package signet.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * What Java itself does today, so that a change of it is noticed: the reason why owners and modes
 * are never set by a path.
 */
class JdkLinksTest {

    @TempDir private Path folder;

    @Test
    void setPermissionsFollowsLinksThoughItIsToldNotTo() throws IOException {
        Path target = Files.createFile(folder.resolve("target"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        PosixFileAttributeView view =
                Objects.requireNonNull(
                        Files.getFileAttributeView(
                                link, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
        view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void setOwnerDoesNotFollowLinksWhereItIsToldNotTo() throws IOException {
        Path target = Files.createFile(folder.resolve("target"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        PosixFileAttributeView view =
                Objects.requireNonNull(
                        Files.getFileAttributeView(
                                link, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
        view.setOwner(
                folder.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody"));
        assertThat(Files.getOwner(target).getName()).isEqualTo("root");
        assertThat(Files.getOwner(link, LinkOption.NOFOLLOW_LINKS).getName()).isEqualTo("nobody");
    }
}
