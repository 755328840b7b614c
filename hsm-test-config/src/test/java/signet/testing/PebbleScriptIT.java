package signet.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the quickstart starts its CA with. */
class PebbleScriptIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void twoRunSideBySideAndEachIsStoppedByItself() throws IOException {
        URI first = start("first");
        URI second = start("second");
        try {
            assertThat(second.getPort()).isNotEqualTo(first.getPort());
            assertThat(directory("first", first)).contains("newAccount");
            assertThat(directory("second", second)).contains("newAccount");
        } finally {
            run("stop", "second");
            assertThat(directory("first", first)).contains("newAccount");
            run("stop", "first");
        }
        for (URI gone : List.of(first, second)) {
            assertThatThrownBy(
                            () ->
                                    new Socket(InetAddress.getLoopbackAddress(), gone.getPort())
                                            .close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void portThatIsAskedForIsTheOneAndItsBeingTakenIsAnError() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProcessBuilder script = script("start", "taken");
            script.environment().put("PEBBLE_PORT", Integer.toString(taken.getLocalPort()));
            try (TestProcess process = TestProcess.start(folder.resolve("log"), script)) {
                assertThat(process.awaitExit(LONG)).as(process.text()).isEqualTo(1);
                assertThat(process.text()).contains("address already in use");
            }
        }
    }

    private URI start(String name) throws IOException {
        run("start", name);
        return Files.readString(folder.resolve(name).resolve("environment"))
                .lines()
                .filter(line -> line.startsWith("PEBBLE_DIRECTORY="))
                .map(line -> URI.create(line.split("'", -1)[1]))
                .findFirst()
                .orElseThrow();
    }

    private String directory(String name, URI url) throws IOException {
        return new TrustingHttps(folder.resolve(name).resolve("ca.pem")).get(url);
    }

    private void run(String command, String name) throws IOException {
        // It ends, and the programs that it has started must go on.
        TestProcess process =
                TestProcess.start(folder.resolve(command + name), script(command, name));
        assertThat(process.awaitExit(LONG)).as(process.text()).isZero();
    }

    private ProcessBuilder script(String command, String name) {
        return new ProcessBuilder(
                "sh", "pebble/pebble.sh", command, folder.resolve(name).toString());
    }
}
