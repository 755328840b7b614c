package signet.testing.token;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;

/**
 * A p11-kit server, which lends a token to processes that load p11-kit's client module. Users that
 * can reach the folder can use it.
 */
public final class P11KitServer implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final TestProcess process;
    private final Path socket;

    private P11KitServer(TestProcess process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    /**
     * Starts it.
     *
     * @param folder an existing folder, absolute, with a path of at most 80 bytes
     * @param module the module with the token
     * @param environment what the module needs
     * @param token the URI of the token, RFC 7512
     */
    public static P11KitServer start(
            Path folder, Path module, Map<String, String> environment, String token)
            throws IOException {
        Path socket = folder.resolve("p11-kit.sock");
        Files.deleteIfExists(socket);
        var builder =
                new ProcessBuilder(
                        "p11-kit",
                        "server",
                        "--foreground",
                        "--name",
                        socket.toString(),
                        "--provider",
                        module.toString(),
                        token);
        builder.environment().putAll(environment);
        TestProcess process = TestProcess.start(folder.resolve("p11-kit.log"), builder);
        process.await("p11-kit's socket", DEADLINE, () -> Files.exists(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        return new P11KitServer(process, socket);
    }

    /** Returns what a process needs in its environment to see the token. */
    public Map<String, String> environment() {
        return Map.of("P11_KIT_SERVER_ADDRESS", "unix:path=" + socket);
    }

    /** Returns the client module, p11-kit-client.so. */
    public Path modulePath() throws IOException {
        return Modules.find("pkcs11/p11-kit-client.so");
    }

    /** Ends the server and what it does for its clients. */
    public void stop() {
        process.close();
    }

    @Override
    public void close() {
        stop();
    }
}
