package signet.accountd.policy;

import signet.jose.Base64Url;
import signet.signer.SignerException;
import signet.signer.remote.RemoteTimeouts;
import signet.signer.remote.SignerConnection;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The built signet-accountd under a policy: with its launcher, and so with its limit of memory. */
final class Daemon implements AutoCloseable {

    static final Duration LONG = Duration.ofMinutes(2);
    private static final Path PROGRAM = Path.of("target/signet/bin/signet-accountd");

    private final Path folder;
    private final TestProcess process;
    private final SignerConnection connection;

    private Daemon(Path folder, TestProcess process, SignerConnection connection) {
        this.folder = folder;
        this.process = process;
        this.connection = connection;
    }

    /** Writes key, policy and configuration. */
    static void configure(Path folder, String rules, String more) throws IOException {
        secret(folder.resolve("policy.conf"), PolicyFixture.CA + rules);
        secret(
                folder.resolve("conf"),
                "privkey = file:"
                        + folder.resolve("key")
                        + "\npolicy = "
                        + folder.resolve("policy.conf")
                        + "\nstate = "
                        + folder.resolve("state")
                        + "\n"
                        + more);
        Files.createDirectories(folder.resolve("state"));
        Files.setPosixFilePermissions(
                folder.resolve("state"), PosixFilePermissions.fromString("rwx------"));
        Ended keygen = run(folder, "keygen", "--type=ES256", "--out=" + folder.resolve("key"));
        if (keygen.status() != 0) {
            throw new IOException(keygen.output());
        }
    }

    private static void secret(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** How a run ended. */
    record Ended(int status, String output) {}

    static Ended run(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        try (TestProcess process = TestProcess.start(folder.resolve("run"), command)) {
            return new Ended(process.awaitExit(LONG), process.text());
        }
    }

    static Ended repair(Path folder) throws IOException {
        return run(folder, "policy", "repair", "--config=" + folder.resolve("conf"));
    }

    /**
     * Starts it.
     *
     * @param environment added to that of the tests, as for another clock
     */
    static Daemon start(Path folder, Map<String, String> environment) throws Exception {
        Path socket = folder.resolve("S");
        Files.deleteIfExists(socket);
        ProcessBuilder builder =
                new ProcessBuilder(
                        PROGRAM.toAbsolutePath().toString(),
                        "--config=" + folder.resolve("conf"),
                        "--quiet",
                        "--socket=" + socket);
        builder.environment().putAll(environment);
        TestProcess process = TestProcess.start(folder.resolve("output"), builder);
        try {
            process.await("the socket", LONG, () -> Files.exists(socket));
            return new Daemon(
                    folder, process, SignerConnection.open(socket, RemoteTimeouts.DEFAULT));
        } catch (AssertionError | SignerException e) {
            process.close();
            throw e;
        }
    }

    static Daemon start(Path folder) throws Exception {
        return start(folder, Map.of());
    }

    /** Has something signed; returns the refusal, or nothing where it was signed. */
    String ask(String payload) throws SignerException {
        String header =
                "{\"alg\":\"ES256\",\"kid\":\"https://ca.example/acct/1\",\"nonce\":\"n\","
                        + "\"url\":\"https://ca.example/new\"}";
        try {
            byte[] _ = connection.sign(base64(header) + "." + base64(payload));
            return "";
        } catch (SignerException.Refused e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.US_ASCII));
    }

    boolean isAlive() {
        return process.process().isAlive();
    }

    String output() throws IOException {
        return process.text();
    }

    Path orders() {
        return folder.resolve("state/orders");
    }

    /** Kills it: what it has to remember is on the disk. */
    @Override
    public void close() {
        connection.close();
        process.process().destroyForcibly();
        process.close();
    }
}
