package signet.token;

import signet.jose.JsonException;
import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.pkcs11.dialog.PinText;
import signet.signer.protocol.MalformedLineException;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The other end of the dialog. Used by one thread. */
final class Accountd {

    private final DialogLines lines;
    private final Inbox inbox;
    private final OutputStream out;

    /**
     * Makes one.
     *
     * @param lines get what the inbox reads
     */
    Accountd(DialogLines lines, Inbox inbox, OutputStream out) {
        this.lines = lines;
        this.inbox = inbox;
        this.out = out;
    }

    /** Waits for the task. */
    HelperTask task() throws EndOfInputException, MalformedLineException {
        byte[] line = line();
        try {
            return HelperTask.parse(new String(line, StandardCharsets.ISO_8859_1));
        } catch (JsonException e) {
            throw new MalformedLineException("the task is not as agreed: " + e.getMessage());
        }
    }

    /** Waits for the PIN, which the caller overwrites; empty where there is to be none. */
    Optional<byte[]> pin() throws EndOfInputException, MalformedLineException {
        byte[] line = line();
        try {
            return PinText.parse(line);
        } catch (JsonException e) {
            throw new MalformedLineException(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    private byte[] line() throws EndOfInputException, MalformedLineException {
        return lines.take().orElseThrow(EndOfInputException::new);
    }

    /** Writes a report. */
    void report(HelperReport report) throws EndOfInputException {
        write(report.encode() + "\n");
    }

    /** Greets, after which the lines are requests. */
    void greet(String greeting, RequestLoop requests) throws EndOfInputException {
        try {
            inbox.redirect(requests, requests.workers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(greeting);
    }

    /** Returns where answers go. */
    OutputStream answers() {
        return out;
    }

    private void write(String text) throws EndOfInputException {
        try {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            throw new EndOfInputException();
        }
    }
}
