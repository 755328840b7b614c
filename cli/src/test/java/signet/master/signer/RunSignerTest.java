package signet.master.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.master.process.Descriptor;
import signet.master.process.Privileges;
import signet.master.process.Spawner;
import signet.testing.Eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** With shell scripts for signers, each of which notes when it is started. */
@Timeout(60)
class RunSignerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String KEY = "A".repeat(43);
    private static final String OTHER_KEY = "B".repeat(43);

    @TempDir private Path directory;
    private final Spawner spawner = new Spawner();
    private final List<String> warnings = new ArrayList<>();
    private Optional<RunSigner> running = Optional.empty();

    @AfterEach
    void end() {
        running.ifPresent(RunSigner::close);
    }

    @Test
    void takesTheFirstThatGreetsAndShowsItsGreetingToOthers() throws IOException {
        RunSigner signer = connect(script("dead", "exit 3"), greeter("good", KEY, "cat"));
        assertThat(warnings).singleElement().asString().contains("dead", "exit status 3");
        try (Descriptor copy = signer.greetingOnly()) {
            String text = new String(copy.in().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(text).startsWith("1 OK ").contains(KEY).endsWith("{}\r\n");
        }
        // It is still there for the client.
        assertThat(signer.connection().in().read()).isEqualTo('1');
    }

    @Test
    void tellsTheReasonOfEachWhereNoneGreets() throws IOException {
        SignerPlace away =
                script("away", "printf '1 NO {\"type\":\"refused\",\"detail\":\"full\"}\\r\\n'");
        SignerPlace half = script("half", "printf '1 OK {}\\r\\n{'");
        SignerPlace other = script("other", "echo 'Welcome\033[2J'; exec cat");
        RunSigner signer = signer(away, half, other);
        assertThatThrownBy(signer::connect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("turns us away: full")
                .hasMessageContaining("ended inside its greeting (exit status 0)")
                .hasMessageContaining("says \"Welcome\\u001b[2J\"");
    }

    @Test
    void startsALostCommandOnceMoreAndNotAgainWhereThatFails() throws IOException {
        Path started = directory.resolve("log.once");
        String once = "[ $(wc -l < " + started + ") -eq 1 ] || exit 4; " + greeting(KEY);
        RunSigner signer = connect(script("once", once));
        assertThatThrownBy(() -> signer.replace(false)).hasMessageContaining("exit status 4");
        assertThatThrownBy(() -> signer.replace(false)).hasMessageContaining("exit status 4");
        assertThat(Files.readAllLines(started)).hasSize(2);
        assertThat(warnings).singleElement().asString().contains("lost the signer");
    }

    @Test
    void refusesAnotherKeyAndGoesOnToThePlaceThatHasTheSame() throws IOException {
        Path started = directory.resolve("log.first");
        String first = "[ $(wc -l < " + started + ") -eq 1 ] || exit 4; " + greeting(KEY);
        RunSigner signer =
                connect(
                        script("first", first),
                        greeter("stranger", OTHER_KEY, "cat"),
                        greeter("twin", KEY, "cat"));
        assertThat(signer.replace(false).in().read()).isEqualTo('1');
        assertThat(directory.resolve("log.stranger")).exists();
        assertThat(directory.resolve("log.twin")).exists();
    }

    @Test
    void refusesAnotherKeyWhereThereIsNoneWithTheSame() throws IOException {
        Path started = directory.resolve("log.changed");
        String changed =
                "[ $(wc -l < " + started + ") -eq 1 ] || { " + greeting(OTHER_KEY) + "; }; ";
        RunSigner signer = connect(script("changed", changed + greeting(KEY)));
        assertThatThrownBy(() -> signer.replace(false)).hasMessageContaining("has another key");
    }

    @Test
    void keepsASignerThatCanNotSignWhereThereIsNoOther() throws IOException {
        RunSigner signer = connect(greeter("alone", KEY, "cat"));
        assertThatThrownBy(() -> signer.replace(true)).hasMessageContaining("no other signer");
        Descriptor connection = signer.connection();
        connection.out().write('x');
        assertThat(connection.in().read()).isEqualTo('1');
    }

    @Test
    void leavesASignerThatCanNotSignForAnother() throws IOException {
        RunSigner signer = connect(greeter("first", KEY, "cat"), greeter("second", KEY, "cat"));
        assertThat(signer.replace(true).in().read()).isEqualTo('1');
        assertThat(directory.resolve("log.second")).exists();
        assertThat(Files.readAllLines(directory.resolve("log.first"))).hasSize(1);
    }

    @Test
    void givesUpASignerThatIsLostOverAndOver() throws IOException {
        RunSigner signer = connect(greeter("weak", KEY, "true"));
        for (int i = 0; i < 8; i++) {
            Descriptor _ = signer.replace(false);
        }
        assertThatThrownBy(() -> signer.replace(false)).hasMessageContaining("lost too often");
    }

    @Test
    void closingEndsTheWaitForAGreeting() throws Exception {
        Path started = directory.resolve("log.silent");
        RunSigner signer = signer(script("silent", "exec cat"));
        Thread closer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    Eventually.await(
                                            "the start", PATIENCE, () -> Files.exists(started));
                                    signer.close();
                                });
        assertThatThrownBy(signer::connect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the run is over");
        closer.join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf '1 OK {\"alg\":\"ES'; exec cat",
                "printf '1 OK {}\\r\\n{'; exec cat",
                "while printf 1; do sleep 0.02; done"
            })
    void halfAGreetingOfACommandIsWaitedForNoLongerThanNone(String script) throws IOException {
        RunSigner signer = connect(script("half", script, SHORT), greeter("good", KEY, "cat"));
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("no whole greeting from the signer", "in 300 ms");
        assertThat(signer.connection().in().read()).isEqualTo('1');
    }

    @Test
    void halfAGreetingAtASocketIsWaitedForNoLongerThanNone() throws IOException {
        Path path = privateFolder().resolve("S");
        try (ServerSocketChannel half = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            half.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            Thread.ofVirtual().start(() -> sendHalfAGreeting(half));
            RunSigner signer = connect(new SocketSigner(path, SHORT), greeter("good", KEY, "cat"));
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains("no whole greeting from the signer " + path, "in 300 ms");
            assertThat(signer.connection().in().read()).isEqualTo('1');
        }
    }

    @Test
    void closingEndsTheWaitForTheRestOfAGreetingAndStartsNoOther() throws Exception {
        Path started = directory.resolve("log.half");
        RunSigner signer =
                signer(script("half", "printf '1 OK {'; exec cat"), greeter("next", KEY, "cat"));
        Thread closer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    Eventually.await(
                                            "the start", PATIENCE, () -> Files.exists(started));
                                    signer.close();
                                });
        assertThatThrownBy(signer::connect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the run is over");
        closer.join();
        assertThat(directory.resolve("log.next")).doesNotExist();
    }

    @Test
    void whatACommandWritesToStandardErrorIsPassedOnInBoundsAndBeforeItsFailure()
            throws IOException {
        String complaint = "echo complaint >&2; yes x | head -c 200000 >&2; exit 3";
        RunSigner signer = signer(script("loud", complaint));
        assertThatThrownBy(signer::connect).hasMessageContaining("exit status 3");
        assertThat(warnings)
                .startsWith("complaint", "x")
                .endsWith("more than 1000 lines, some are not shown")
                .hasSize(1001);
    }

    private static void sendHalfAGreeting(ServerSocketChannel server) {
        try (SocketChannel peer = server.accept()) {
            peer.write(ByteBuffer.wrap("1 OK {".getBytes(StandardCharsets.US_ASCII)));
            // Until the master has had enough.
            int _ = peer.read(ByteBuffer.allocate(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path privateFolder() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("run"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return folder;
    }

    private RunSigner connect(SignerPlace... places) throws IOException {
        RunSigner signer = signer(places);
        signer.connect();
        return signer;
    }

    private RunSigner signer(SignerPlace... places) {
        RunSigner signer = new RunSigner(List.of(places), Duration.ofMillis(500), warnings::add);
        running = Optional.of(signer);
        return signer;
    }

    private SignerPlace greeter(String name, String key, String then) throws IOException {
        return script(name, greeting(key).replace("exec cat", "exec " + then));
    }

    private static String greeting(String key) {
        return "printf '1 OK {\"alg\":\"ES256\",\"jwk-thumbprint\":\""
                + key
                + "\"}\\r\\n{}\\r\\n'; exec cat";
    }

    private SignerPlace script(String name, String text) throws IOException {
        return script(name, text, PATIENCE);
    }

    private SignerPlace script(String name, String text, Duration patience) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, "echo x >> " + directory.resolve("log." + name) + "\n" + text);
        return new CommandSigner(
                spawner,
                List.of("/bin/sh", file.toString()),
                new Privileges(Optional.empty(), Optional.empty(), false),
                Map.of(),
                Optional.of(warnings::add),
                patience);
    }
}
