package signet.signer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

class SocketFileTest {

    @TempDir private Path folder;

    @Test
    void isForItsOwnerOnlyAndLeavesNothingElseBehind() throws IOException {
        Path path = folder.resolve("S");
        try (SocketFile socket = SocketFile.bind(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            assertThat(contents()).containsExactly(path);
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
                    SocketChannel accepted = socket.channel().accept()) {
                assertThat(client.isConnected()).isTrue();
                assertThat(accepted.isConnected()).isTrue();
            }
        }
        assertThat(contents()).isEmpty();
    }

    @Test
    void replacesTheSocketOfADeadProcess() throws IOException {
        Path path = folder.resolve("S");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        try (SocketFile _ = SocketFile.bind(path);
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertThat(client.isConnected()).isTrue();
            assertThat(contents()).containsExactly(path);
        }
    }

    @Test
    void leavesALiveSocketAlone() throws IOException {
        Path path = folder.resolve("S");
        try (SocketFile live = SocketFile.bind(path)) {
            assertRefused(path, "is in use");
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
                    SocketChannel accepted = accept(live)) {
                assertThat(client.isConnected() && accepted.isConnected()).isTrue();
            }
            assertThat(contents()).containsExactly(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "folder", "dangling"})
    void leavesWhatIsNoSocketAlone(String kind) throws IOException {
        Path path = folder.resolve("S");
        switch (kind) {
            case "file" -> Files.createFile(path);
            case "folder" -> Files.createDirectory(path);
            default -> Files.createSymbolicLink(path, folder.resolve("nowhere"));
        }
        assertRefused(path, "is not a socket");
        assertThat(contents()).containsExactly(path);
        assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
    void refusesAFolderThatOthersCanWrite(String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        assertRefused(folder.resolve("S"), "its group or others can write to it");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertRefused(folder.resolve("x/S"), "there is no folder");
    }

    @Test
    void refusesAPathThatTheKernelWouldCut() {
        assertRefused(folder.resolve("x".repeat(100)), "too long");
    }

    @Test
    void refusesAPathWithALineEnd() {
        assertRefused(folder.resolve("a\nb"), "a\\u000ab is no path for a socket");
    }

    @Test
    void doesNotRemoveWhatTookItsPlace() throws IOException {
        Path path = folder.resolve("S");
        SocketFile socket = SocketFile.bind(path);
        Files.delete(path);
        Files.createFile(path);
        socket.close();
        assertThat(path).exists();
    }

    @Test
    void closesWhereItWasRemovedAlready() throws IOException {
        Path path = folder.resolve("S");
        SocketFile socket = SocketFile.bind(path);
        Files.delete(path);
        socket.close();
        socket.close();
        assertThat(socket.channel().isOpen()).isFalse();
    }

    /** The probe of the one that was refused is the first in the queue. */
    private static SocketChannel accept(SocketFile live) throws IOException {
        live.channel().accept().close();
        return live.channel().accept();
    }

    private void assertRefused(Path path, String reason) {
        assertThatExceptionOfType(SocketFileException.class)
                .isThrownBy(() -> SocketFile.bind(path).close())
                .withMessageContaining(reason);
    }

    private Stream<Path> contents() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        }
    }
}
