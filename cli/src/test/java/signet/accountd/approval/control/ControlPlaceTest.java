package signet.accountd.approval.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.server.SocketFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** As root, with the group nogroup. */
class ControlPlaceTest {

    private static final int BOUND = 300;

    @TempDir private Path folder;
    private Path path;
    private Path victim;
    private ControlPlace place;

    @BeforeEach
    void name() throws IOException {
        path = folder.resolve("S");
        place = new ControlPlace(path, Optional.of("nogroup"));
        victim = Files.createFile(folder.resolve("victim"));
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
    }

    private static String access(Path file) throws IOException {
        PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class);
        return found.group().getName() + " " + PosixFilePermissions.toString(found.permissions());
    }

    @Test
    void theSocketIsForItsOwnerAndTheGroup() throws Exception {
        try (SocketFile _ = place.bind()) {
            assertThat(access(path)).isEqualTo("nogroup rw-rw----");
        }
        try (SocketFile _ = new ControlPlace(path, Optional.empty()).bind()) {
            assertThat(access(path)).isEqualTo("root rw-------");
        }
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(victim));
    }

    @Test
    void aGroupThatIsNotThereIsToldAndLeavesNothing() throws Exception {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new ControlPlace(path, Optional.of("no such group")).bind())
                .withMessageContaining("there is no group \"no such group\"; create it");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(victim));
    }

    /** The path stands for the socket at one moment, and for a file of another at the next. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void neitherGroupNorModeGoThroughALinkThatTakesThePlaceOfTheSocket() throws Exception {
        AtomicBoolean stopped = new AtomicBoolean();
        Thread attacker = Thread.ofPlatform().start(() -> replace(stopped));
        try {
            for (int bound = 0; bound < BOUND; ) {
                try (SocketFile _ = place.bind()) {
                    bound++;
                } catch (IOException e) {
                    assertThat(e).hasMessageMatching(".*(is not a socket|is in use).*");
                }
                Files.deleteIfExists(path);
            }
        } finally {
            stopped.set(true);
            attacker.join();
        }
        assertThat(access(victim)).isEqualTo("root rw-------");
    }

    private void replace(AtomicBoolean stopped) {
        Path link = folder.resolve("link");
        while (!stopped.get()) {
            try {
                if (Files.exists(path)) {
                    Path _ = Files.createSymbolicLink(link, victim);
                    Path _ = Files.move(link, path, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                // The other thread has just removed what was there.
            }
        }
    }
}
