package signet.master.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import signet.master.process.Descriptor;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class ProxySocketTest {

    @TempDir private Path directory;
    private Path socket = Path.of("/");

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("www.socket");
    }

    @Test
    void isForEverybodyAndReplacesOneOfADeadProcess() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (Descriptor _ = ProxySocket.open(socket).socket()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                        .isEqualTo("rw-rw-rw-");
                try (SocketChannel channel =
                        SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                    assertThat(channel.isConnected()).isTrue();
                }
            }
            assertThat(directory.toFile().list()).containsExactly("www.socket");
        }
    }

    @Test
    void leavesALiveOneAlone() throws IOException {
        try (Descriptor _ = ProxySocket.open(socket).socket()) {
            assertInUse();
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                assertThat(channel.isConnected()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "link"})
    void leavesAloneWhatIsNoSocket(String kind) throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "precious");
        if (kind.equals("file")) {
            Files.move(target, socket);
        } else {
            Files.createSymbolicLink(socket, target);
        }
        assertInUse();
        assertThat(socket).hasContent("precious");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .doesNotEndWith("w-");
    }

    @ParameterizedTest
    @CsvSource({"rwxrwxr-x, false", "rwxr-xrwx, false", "rwxr-xr-x, true"})
    void directoryIsNobodyElsesToWrite(String permissions, boolean safe) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
        if (safe) {
            ProxySocket.open(socket).socket().close();
        } else {
            assertThatThrownBy(() -> ProxySocket.open(socket))
                    .hasMessageContaining(directory + ": its group or others can write to it");
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void directoryWhereOnlyOwnersReplaceTheirFilesWillDo() throws IOException {
        Files.setAttribute(directory, "unix:mode", 01777);
        ProxySocket.open(socket).socket().close();
        assertThat(socket).exists();
    }

    @Test
    void directoryThatIsMissingIsNamed() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> ProxySocket.open(missing.resolve("S")))
                .hasMessageContaining("there is no directory " + missing);
    }

    private void assertInUse() {
        assertThatThrownBy(() -> ProxySocket.open(socket))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it exists and is in use");
    }
}
