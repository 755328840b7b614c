package signet.accountd;

import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.Greeting;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A signet home whose token helper is a script that fails as told; see helper.pl. */
final class FakeToken {

    private static final Path SCRIPT =
            Path.of("../signer-pkcs11/src/test/resources/signet/signer/pkcs11/process/helper.pl")
                    .toAbsolutePath()
                    .normalize();

    private final Path folder;

    FakeToken(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        Path libexec = Files.createDirectories(folder.resolve("home/libexec"));
        Path helper =
                Files.writeString(
                        libexec.resolve("signet-token"),
                        "#!/bin/sh\nexec perl '" + SCRIPT + "' '" + folder + "'\n");
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair key = generator.generateKeyPair();
        Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Jwk jwk = Jwk.of(key.getPublic());
        Files.writeString(
                folder.resolve("greeting"),
                Greeting.of(SignatureAlgorithm.ES256, jwk, Optional.empty()).encode());
        config("pin-policy = keep");
        pin("1234");
    }

    /** Says how the helper behaves from now on. */
    void control(String... lines) throws IOException {
        Path fresh = Files.write(folder.resolve("control.new"), List.of(lines));
        Files.move(fresh, folder.resolve("control"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes the PIN file. */
    void pin(String pin) throws IOException {
        Path file = Files.writeString(folder.resolve("pin"), pin + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Writes the configuration, which names a state folder besides. */
    void config(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("state = " + folder.resolve("state"));
        Files.write(folder.resolve("conf"), all);
    }

    /** Returns the reference of the key, with the PIN from the PIN file. */
    String uri() {
        return "pkcs11:token=my%20acme?module-path=/m.so&pin-source=" + folder.resolve("pin");
    }

    Path socket() {
        return folder.resolve("S");
    }

    /** Returns the command of accountd in a session without a terminal. */
    List<String> command(String... arguments) {
        List<String> command = Accountd.command(arguments);
        command.add(1, "-Dsignet.home=" + folder.resolve("home"));
        return command;
    }

    /** Returns the command that serves the key at the socket. */
    List<String> serve(String... further) {
        List<String> command = command("--config=" + folder.resolve("conf"), "--privkey=" + uri());
        command.add("--socket=" + socket());
        command.addAll(List.of(further));
        return command;
    }

    TestProcess start(List<String> command) throws IOException {
        List<String> detached = new ArrayList<>(List.of("setsid", "--wait"));
        detached.addAll(command);
        return TestProcess.start(folder.resolve("output"), detached);
    }

    /** Runs a command to its end. */
    Accountd.Result run(List<String> command) throws IOException {
        try (TestProcess process = start(command)) {
            return new Accountd.Result(process.awaitExit(Accountd.LONG), process.text());
        }
    }

    /** Runs one of the token commands to its end. */
    Accountd.Result token(String command, String... arguments) throws IOException {
        List<String> all = command("token", command, "--config=" + folder.resolve("conf"));
        all.addAll(List.of(arguments));
        return run(all);
    }

    /** Returns how many lines of this beginning the helpers have heard. */
    long heard(String prefix) throws IOException {
        Path file = folder.resolve("log");
        return Files.exists(file)
                ? Files.readAllLines(file).stream().filter(l -> l.startsWith(prefix)).count()
                : 0;
    }
}
