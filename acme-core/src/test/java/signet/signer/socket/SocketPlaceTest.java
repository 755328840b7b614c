package signet.signer.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

class SocketPlaceTest {

    @TempDir private Path top;
    private Path folder = Path.of("/");
    private Path socket = Path.of("/");

    @BeforeEach
    void makeSocket() throws IOException {
        folder = Files.createDirectories(top.resolve("middle/run"));
        // What is checked is the place: any file will do.
        socket = Files.createFile(folder.resolve("S"));
        mode(socket, 0600);
    }

    private static void mode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }

    private void assertInsecure(Path culprit, String why) {
        assertThatThrownBy(() -> new SocketPlace(socket).check())
                .isInstanceOf(InsecureSocketException.class)
                .hasMessageStartingWith("insecure permissions on " + culprit + ": " + why)
                .hasMessageContaining("mend it with: chmod ");
    }

    @Test
    void socketOfItsOwnerAloneIsFine() {
        assertThatCode(() -> new SocketPlace(socket).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0620, 0602, 0640, 0604, 0666})
    void socketThatOthersCanUseIsNot(int mode) throws IOException {
        mode(socket, mode);
        assertInsecure(socket, "group or others can use the signer");
    }

    @ParameterizedTest
    @ValueSource(ints = {0770, 0707, 01777})
    void directoryThatOthersCanWriteIsNot(int mode) throws IOException {
        mode(folder, mode);
        assertInsecure(
                folder, "group or others can write there and so replace the signer's socket");
    }

    @Test
    void directoryAboveThatOthersCanWriteIsNotUnlessItsStickyBitKeepsThemOff() throws IOException {
        mode(top.resolve("middle"), 0777);
        assertInsecure(
                top.resolve("middle"),
                "group or others can write there and so replace the directory of the signer's");
        mode(top.resolve("middle"), 01777);
        assertThatCode(() -> new SocketPlace(socket).check()).doesNotThrowAnyException();
    }

    @Test
    void bothEndsOfALinkCount() throws IOException {
        Path links = Files.createDirectory(top.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("S"), socket);
        assertThatCode(() -> new SocketPlace(link).check()).doesNotThrowAnyException();
        mode(links, 0777);
        assertThatThrownBy(() -> new SocketPlace(link).check())
                .hasMessageStartingWith("insecure permissions on " + links);
        mode(links, 0700);
        mode(folder, 0777);
        assertThatThrownBy(() -> new SocketPlace(link).check())
                .hasMessageStartingWith("insecure permissions on " + folder);
    }

    @Test
    void whatIsNotThereIsToldByItsName() {
        assertThatThrownBy(() -> new SocketPlace(folder.resolve("other")).check())
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("other").toString());
    }

    /** The link was looked at, and is followed no more. */
    @Test
    void whatIsConnectedToIsWhatWasLookedAt() throws Exception {
        Files.delete(socket);
        Path theirs = Files.createDirectory(top.resolve("theirs"));
        Path link = Files.createSymbolicLink(top.resolve("link"), folder);
        try (ServerSocketChannel good = listen(socket);
                ServerSocketChannel evil = listen(theirs.resolve("S"));
                SocketDoor door = new SocketPlace(link.resolve("S")).open()) {
            Files.delete(link);
            Files.createSymbolicLink(link, theirs);
            Files.move(folder, top.resolve("moved"));
            Files.createSymbolicLink(folder, theirs);
            try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(door.path()))) {
                good.configureBlocking(false);
                evil.configureBlocking(false);
                assertThat(good.accept()).isNotNull();
                assertThat(evil.accept()).isNull();
            }
        }
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(path));
        mode(path, 0600);
        return channel;
    }
}
