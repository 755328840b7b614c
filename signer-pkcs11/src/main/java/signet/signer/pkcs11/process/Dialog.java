package signet.signer.pkcs11.process;

import signet.jose.JsonException;
import signet.signer.SignerException;
import signet.signer.SignerLog;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.deadline.Watch;
import signet.signer.pkcs11.dialog.DialogFormat;
import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.pkcs11.pin.Pin;
import signet.signer.protocol.Greeting;
import signet.signer.protocol.LineReader;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * What is said between the start of a helper and its first request, each step with a time limit.
 * Used by one thread.
 */
final class Dialog implements AutoCloseable {

    private static final int STREAM_BUFFER = 8192;

    private final HelperProcess helper;
    private final Duration limit;
    private final Watch watch;
    private volatile boolean late;
    private boolean handedOver;

    private Dialog(HelperProcess helper, DeadlineTimer timer, Duration limit) {
        this.helper = helper;
        this.limit = limit;
        this.watch =
                timer.watch(
                        limit,
                        () -> {
                            late = true;
                            helper.kill();
                        });
    }

    /** Starts a helper and gives it its task. */
    static Dialog start(
            HelperCommand command,
            HelperTask task,
            SignerLog log,
            DeadlineTimer timer,
            Duration limit)
            throws SignerException {
        HelperProcess helper = HelperProcess.start(command, log);
        Dialog dialog = new Dialog(helper, timer, limit);
        try {
            dialog.write((task.encode() + "\n").getBytes(StandardCharsets.US_ASCII));
            return dialog;
        } catch (SignerException | RuntimeException e) {
            dialog.close();
            throw e;
        }
    }

    /**
     * Tells the helper to log in with a PIN. The line is filled up with blanks to the size of the
     * stream's buffer, as what is that long does not go through the buffer, and stays in none.
     */
    void sendPin(Pin pin) throws SignerException {
        byte[] text = pin.base64();
        byte[] line = new byte[STREAM_BUFFER];
        try {
            Arrays.fill(line, (byte) ' ');
            ByteBuffer.wrap(line)
                    .put("{\"pin\":\"".getBytes(StandardCharsets.US_ASCII))
                    .put(text)
                    .put("\"}".getBytes(StandardCharsets.US_ASCII));
            line[line.length - 1] = '\n';
            write(line);
        } finally {
            Arrays.fill(text, (byte) 0);
            Arrays.fill(line, (byte) 0);
        }
    }

    /** Tells the helper to go on without a PIN from us. */
    void sendNoPin() throws SignerException {
        write("{\"pin\":null}\n".getBytes(StandardCharsets.US_ASCII));
    }

    private void write(byte[] line) throws SignerException {
        try {
            OutputStream out = helper.requests();
            out.write(line);
            out.flush();
        } catch (IOException e) {
            // It may have told why it ends, which says more than a broken pipe.
            throw failed(read());
        }
    }

    /** Returns the next report, of whatever kind. */
    HelperReport read() throws SignerException {
        watch.restart();
        try {
            return HelperReport.parse(line());
        } catch (JsonException e) {
            throw violation(e.getMessage(), e);
        } catch (IOException e) {
            throw ended(e);
        } finally {
            watch.pause();
        }
    }

    /** Returns the next report, which must be of this kind; throws the failure, where it is one. */
    <T extends HelperReport> T read(Class<T> kind) throws SignerException {
        HelperReport report = read();
        if (!kind.isInstance(report)) {
            throw failed(report);
        }
        return kind.cast(report);
    }

    /** Returns the failure that a report tells, or the violation that it is none. */
    static SignerException failed(HelperReport report) {
        return report instanceof HelperReport.Failed failure
                ? failure.refusal().toException()
                : violation("unexpected report " + report.getClass().getSimpleName(), null);
    }

    static SignerException violation(
            @org.jspecify.annotations.Nullable String detail,
            @org.jspecify.annotations.Nullable Throwable cause) {
        return new SignerException.ProtocolViolation(
                "the token's helper broke the dialog: " + detail, cause);
    }

    private SignerException ended(IOException e) {
        return new SignerException.TokenUnavailable(
                late
                        ? "the token's module did not answer within "
                                + limit.toSeconds()
                                + " s (\"token-timeout\"); its helper was ended"
                        : "the token's helper ended early (" + helper.ending() + "); see the log",
                e);
    }

    /** Bytes one by one: what follows the last line belongs to another reader. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream in = helper.answers();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("end of file");
            }
            if (line.size() == DialogFormat.MAX_LINE) {
                throw new EOFException("a line of more than " + DialogFormat.MAX_LINE + " bytes");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Reads the greeting of the signing protocol, with the reader that reads on. */
    Greeting greeting(LineReader reader) throws SignerException {
        watch.restart();
        try {
            return Greeting.read(reader);
        } catch (EOFException e) {
            throw ended(e);
        } catch (IOException e) {
            throw violation(e.getMessage(), e);
        } finally {
            watch.pause();
        }
    }

    HelperProcess helper() {
        return helper;
    }

    /** Ends the dialog and leaves the helper to somebody else. */
    void handOver() {
        handedOver = true;
        watch.cancel();
    }

    /** Ends the dialog, and the helper unless it was handed over. */
    @Override
    public void close() {
        watch.cancel();
        if (!handedOver) {
            helper.close();
        }
    }
}
