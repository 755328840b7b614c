import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Has the token's helper make a key in a SoftHSM2 token, and sign with it. Speaks accountd's part
 * of their dialog, and ends a helper by a signal: at the end of its input it leaves at once, and
 * Java could not write down what it did.
 */
class TrainingToken {
    private static final String LABEL = "training";
    private static final String PIN = "123456";

    private final Path module;
    private final Path folder;
    private final long patienceSeconds;

    private TrainingToken(Path module, Path folder, long patienceSeconds) {
        this.module = module;
        this.folder = folder;
        this.patienceSeconds = patienceSeconds;
    }

    /** Makes a token in an empty folder; empty where this host has no SoftHSM2. */
    static Optional<TrainingToken> make(Path folder, long patienceSeconds) throws Exception {
        Optional<Path> module = module();
        if (module.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm2.conf"),
                "directories.tokendir = " + folder.resolve("tokens") + "\nlog.level = ERROR\n");
        TrainingToken token = new TrainingToken(module.get(), folder, patienceSeconds);
        try {
            token.initialize();
        } catch (IOException e) {
            // The module without its tool: as good as none.
            return Optional.empty();
        }
        return Optional.of(token);
    }

    private static Optional<Path> module() throws IOException {
        try (Stream<Path> places = Files.list(Path.of("/usr/lib"))) {
            return Stream.concat(Stream.of(Path.of("/usr/lib")), places)
                    .map(place -> place.resolve("softhsm/libsofthsm2.so"))
                    .filter(Files::isReadable)
                    .findFirst();
        }
    }

    private void initialize() throws Exception {
        Process tool =
                process(
                                List.of(
                                        "softhsm2-util",
                                        "--init-token",
                                        "--free",
                                        "--label=" + LABEL,
                                        "--so-pin=" + PIN,
                                        "--pin=" + PIN))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        end("softhsm2-util", tool);
    }

    /** Makes the key. */
    void makeKey(Path helper) throws Exception {
        talk(
                List.of(helper.toString()),
                """
                {"task":"keygen","uri":"pkcs11:token=%s","module":"%s","type":"ES256","id":"01",\
                "label":"%s"}
                """
                        .formatted(LABEL, module, LABEL),
                false);
    }

    /** Signs once with the key. */
    void sign(List<String> helper) throws Exception {
        talk(
                helper,
                """
                {"task":"serve","uri":"pkcs11:token=%s;id=%%01","module":"%s","engine":"auto"}
                """
                        .formatted(LABEL, module),
                true);
    }

    private void talk(List<String> helper, String task, boolean sign) throws Exception {
        Process process = process(helper).start();
        try (BufferedWriter out = process.outputWriter(StandardCharsets.US_ASCII);
                BufferedReader in = process.inputReader(StandardCharsets.US_ASCII)) {
            write(out, task);
            String pin =
                    Base64.getEncoder().encodeToString(PIN.getBytes(StandardCharsets.US_ASCII));
            write(out, "{\"pin\":\"" + pin + "\"}\n");
            String last = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (sign && last.startsWith("1 OK")) {
                    // The line after the greeting's first is the key: now it takes requests.
                    write(out, request());
                    last = String.valueOf(in.readLine());
                    // Unlike the process's own method, its handle's keeps the streams open.
                    process.toHandle().destroy();
                    await("signet-token", process);
                    break;
                }
                last = line;
            }
            if (last.isEmpty() || last.contains("refusal")) {
                throw new IOException("the helper said: " + last);
            }
        }
        if (!sign) {
            end("signet-token", process);
        }
    }

    private static String request() {
        return base64url(
                        """
                        {"alg":"ES256","kid":"https://ca.example/1","nonce":"n","url":"https://ca.example/2"}\
                        """)
                + "."
                + base64url("{}")
                + "\r\n";
    }

    private static String base64url(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(BufferedWriter out, String line) throws IOException {
        out.write(line);
        out.flush();
    }

    private ProcessBuilder process(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
        return builder;
    }

    private Path log() {
        return folder.resolve("log");
    }

    private void await(String program, Process process) throws Exception {
        if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(program + " did not end");
        }
    }

    private void end(String program, Process process) throws Exception {
        await(program, process);
        if (process.exitValue() != 0) {
            throw new IOException(program + " failed: " + Files.readString(log()));
        }
    }
}
