package signet.accountd;

import signet.signer.SignerException;
import signet.signer.remote.RemoteTimeouts;
import signet.signer.remote.SignerConnection;
import signet.testing.Eventually;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The built signet-accountd with the helper that it starts, on a real module: configuration, PIN
 * file and state in one folder.
 */
final class TokenHost {

    private static final Path ACCOUNTD = Path.of("target/signet/bin/signet-accountd");

    private final Path folder;
    private final Map<String, String> environment;
    private final Path module;
    private int runs;

    /**
     * Makes one.
     *
     * @param environment what the module needs
     */
    TokenHost(Path folder, Map<String, String> environment, Path module) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.environment = Map.copyOf(environment);
        this.module = module;
        config();
    }

    /** Writes the PIN file. */
    TokenHost pin(String pin) throws IOException {
        Path file = Files.writeString(folder.resolve("pin"), pin + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return this;
    }

    /** Writes the configuration, which names a state folder besides. */
    TokenHost config(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("state = " + folder.resolve("state"));
        Files.write(folder.resolve("conf"), all);
        return this;
    }

    /** Returns the reference of the key that these path attributes name. */
    String uri(String path) {
        return "pkcs11:"
                + path
                + "?module-path="
                + module
                + (Files.exists(folder.resolve("pin"))
                        ? "&pin-source=" + folder.resolve("pin")
                        : "");
    }

    Path socket() {
        return folder.resolve("S");
    }

    /** Starts accountd without a terminal, and does not wait for it. */
    TestProcess start(String uri, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--privkey=" + uri));
        arguments.add("--socket=" + socket());
        arguments.addAll(List.of(options));
        return process(arguments);
    }

    /** Starts accountd, and waits until it listens. */
    TestProcess serve(String uri, String... options) throws IOException {
        TestProcess accountd = start(uri, options);
        accountd.awaitText("Listening on", Accountd.LONG);
        return accountd;
    }

    /** Runs accountd to an end that it comes to by itself. */
    Accountd.Result fail(String uri, String... options) throws IOException {
        try (TestProcess process = start(uri, options)) {
            return new Accountd.Result(process.awaitExit(Accountd.LONG), process.text());
        }
    }

    /** Runs one of the token commands to its end. */
    Accountd.Result token(String command, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("token", command));
        all.addAll(List.of(arguments));
        try (TestProcess process = process(all)) {
            return new Accountd.Result(process.awaitExit(Accountd.LONG), process.text());
        }
    }

    private TestProcess process(List<String> arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("setsid", "--wait", ACCOUNTD.toAbsolutePath().toString()));
        command.addAll(arguments);
        int position = arguments.getFirst().equals("token") ? 5 : 3;
        command.add(position, "--config=" + folder.resolve("conf"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return TestProcess.start(folder.resolve("output." + ++runs), builder);
    }

    SignerConnection connect() throws SignerException {
        return SignerConnection.open(socket(), RemoteTimeouts.DEFAULT);
    }

    /** Has one request signed on a connection of its own; whether the signature is the key's. */
    boolean signs() throws Exception {
        try (SignerConnection connection = connect()) {
            return Requests.isSigned(connection);
        }
    }

    /** Waits until a request is signed: what happened before may reach the module late. */
    void awaitSignature() {
        Eventually.await("a signature", Accountd.LONG, this::signsNow);
    }

    private boolean signsNow() throws Exception {
        try {
            return signs();
        } catch (SignerException.TokenUnavailable e) {
            return false;
        }
    }

    /** Returns the process ids of the helpers that live. */
    static List<Long> helpers(TestProcess accountd) {
        return accountd.process()
                .toHandle()
                .descendants()
                .filter(
                        process ->
                                process.info()
                                        .arguments()
                                        .map(List::of)
                                        .orElse(List.of())
                                        .contains("signet.token.Main"))
                .map(ProcessHandle::pid)
                .toList();
    }
}
