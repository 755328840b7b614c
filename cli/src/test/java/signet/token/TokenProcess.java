package signet.token;

import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.pkcs11.dialog.PinText;
import signet.signer.protocol.Greeting;
import signet.signer.protocol.LineReader;
import signet.signer.protocol.Protocol;
import signet.testing.Eventually;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The distribution's signet-token, driven as accountd does. */
final class TokenProcess implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(60);
    private static final Path PROGRAM = Path.of("target/signet/libexec/signet-token");

    private final Process process;
    private final Path errors;
    private final InputStream in;
    private final LineReader answers;

    private TokenProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.in = new BufferedInputStream(process.getInputStream());
        this.answers = new LineReader(in);
    }

    static TokenProcess start(Path folder, Map<String, String> environment, HelperTask task)
            throws IOException {
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toAbsolutePath().toString());
        builder.environment().putAll(environment);
        builder.environment().put("SIGNET_JAVA", System.getProperty("java.home"));
        builder.directory(folder.toFile());
        builder.redirectError(errors.toFile());
        TokenProcess started = new TokenProcess(builder.start(), errors);
        started.send((task.encode() + "\n").getBytes(StandardCharsets.US_ASCII));
        return started;
    }

    void send(byte[] bytes) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    void sendPin(String pin) throws IOException {
        send(PinText.encode(Optional.of(pin.getBytes(StandardCharsets.UTF_8))));
        send(new byte[] {'\n'});
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Byte by byte: what follows the last report is for another reader. */
    <T extends HelperReport> T read(Class<T> type) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("status " + awaitExit() + ": " + errors());
            }
            line.write(b);
        }
        HelperReport report = HelperReport.parse(line.toString(StandardCharsets.US_ASCII));
        if (!type.isInstance(report)) {
            throw new IOException("not the report that was expected: " + report);
        }
        return type.cast(report);
    }

    /** Goes through the dialog up to the greeting. */
    Greeting serve(String pin) throws IOException {
        var _ = read(HelperReport.TokenFound.class);
        sendPin(pin);
        var _ = read(HelperReport.Ready.class);
        return Greeting.read(answers);
    }

    /** Returns the next answer; empty at the end of the stream. */
    Optional<String> answer() throws IOException {
        return answers.readLine(Protocol.MAX_ANSWER_LINE);
    }

    static byte[] request(String nonce) {
        String header = "{\"alg\":\"ES256\",\"nonce\":\"" + nonce + "\",\"url\":\"https://ca/x\"}";
        return (text(header) + "." + text("{}") + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }

    String errors() throws IOException {
        return Files.readString(errors, StandardCharsets.ISO_8859_1);
    }

    long pid() {
        return process.pid();
    }

    int awaitExit() {
        Eventually.await("the end of signet-token", LONG, () -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
