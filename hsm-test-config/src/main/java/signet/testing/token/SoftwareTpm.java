package signet.testing.token;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A TPM in software with a token of tpm2-pkcs11 in it, and one key. There is no resource manager:
 * one process at a time can use it, and what a killed one leaves behind has to be flushed.
 */
public final class SoftwareTpm implements AutoCloseable {

    /** The id of the key, in hexadecimal. */
    public static final String KEY_ID = "01";

    /** The label of the token. */
    public static final String LABEL = "tpm";

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String SO_PIN = "so-12345678";

    private final Path folder;
    private final Map<String, String> environment;
    private final TestProcess process;

    private SoftwareTpm(Path folder, PortPair ports) throws IOException {
        this.folder = folder;
        String connection = "swtpm:host=127.0.0.1,port=" + ports.first();
        this.environment =
                Map.of(
                        "TPM2_PKCS11_TCTI",
                        connection,
                        "TPM2TOOLS_TCTI",
                        connection,
                        "TPM2_PKCS11_STORE",
                        store().toString());
        this.process = launch(folder, ports);
    }

    /**
     * Starts it, about two seconds.
     *
     * @param folder an existing folder, absolute
     * @param pin of the user
     * @param type of the key; its label is "account"
     */
    public static SoftwareTpm start(Path folder, String pin, KeyType type) throws IOException {
        var tpm = new SoftwareTpm(folder, PortPair.find());
        try {
            tpm.initialise(pin, type);
            return tpm;
        } catch (IOException e) {
            tpm.close();
            throw e;
        }
    }

    private static TestProcess launch(Path folder, PortPair ports) throws IOException {
        Path state = Files.createDirectory(folder.resolve("tpm-state"));
        TestProcess started =
                TestProcess.start(
                        folder.resolve("swtpm.log"),
                        List.of(
                                "swtpm",
                                "socket",
                                "--tpm2",
                                "--tpmstate",
                                "dir=" + state,
                                "--server",
                                "type=tcp,bindaddr=127.0.0.1,port=" + ports.first(),
                                "--ctrl",
                                "type=tcp,bindaddr=127.0.0.1,port=" + ports.second(),
                                "--flags",
                                "not-need-init,startup-clear"));
        started.await("swtpm's ports", DEADLINE, ports::listen);
        return started;
    }

    private void initialise(String pin, KeyType type) throws IOException {
        Files.createDirectory(store());
        command().run(List.of("tpm2_ptool", "init", "--path", store().toString()));
        flush();
        var tool = new Pkcs11Tool(modulePath(), command()).with("SO_PIN", SO_PIN).with("PIN", pin);
        tool.run("--init-token", "--slot-index", "0", "--label", LABEL, "--so-pin", "env:SO_PIN");
        tool.run(
                "--token-label",
                LABEL,
                "--login",
                "--login-type",
                "so",
                "--so-pin",
                "env:SO_PIN",
                "--init-pin",
                "--new-pin",
                "env:PIN");
        tool.run(
                "--token-label",
                LABEL,
                "--login",
                "--pin",
                "env:PIN",
                "--keypairgen",
                "--key-type",
                type.toolName(),
                "--id",
                KEY_ID,
                "--label",
                "account");
    }

    /** Returns what a process needs in its environment to see the token. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Returns the module, libtpm2_pkcs11.so. */
    public Path modulePath() throws IOException {
        return Modules.find("pkcs11/libtpm2_pkcs11.so");
    }

    /** Returns the public key. */
    public PublicKey publicKey(String pin, KeyType type) throws IOException {
        String uri = "pkcs11:type=public;token=" + LABEL + ";id=%" + KEY_ID;
        return new P11Tool(modulePath(), command()).publicKey(uri, pin, type);
    }

    /** Removes from the TPM what processes left that ended without C_Finalize. */
    public void flush() throws IOException {
        for (String what : List.of("--transient-object", "--loaded-session", "--saved-session")) {
            command().run(List.of("tpm2_flushcontext", what));
        }
    }

    /** Gives the token to another user and its group, who must be able to get into the folder. */
    public void giveTo(String user) throws IOException {
        command().run(List.of("chown", "-R", user + ":", store().toString()));
    }

    private Path store() {
        return folder.resolve("tpm-store");
    }

    private Command command() {
        return new Command(folder, environment);
    }

    @Override
    public void close() {
        process.close();
    }
}
