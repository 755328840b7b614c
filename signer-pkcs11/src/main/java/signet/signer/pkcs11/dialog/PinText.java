package signet.signer.pkcs11.dialog;

import signet.jose.JsonException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The lines that carry a PIN, in bytes from end to end: text in a String could not be overwritten.
 * A caller overwrites what it gives and what it gets.
 */
public final class PinText {

    /** The longest PIN in bytes; no token takes more than 255 characters of four bytes. */
    public static final int MAX_PIN = 1024;

    private static final byte[] NO_PIN = ascii("{\"pin\":null}");
    private static final byte[] START = ascii("{\"pin\":\"");
    private static final byte[] END = ascii("\"}");
    private static final byte[] CONTEXT = ascii("PIN ");

    private PinText() {}

    /**
     * Returns the line that answers a {@link HelperReport.TokenFound}, without a line end.
     *
     * @param pin in UTF-8; empty for a pinpad, and for a token without a login
     */
    public static byte[] encode(Optional<byte[]> pin) {
        return pin.isEmpty() ? NO_PIN.clone() : enclose(START, pin.get(), END);
    }

    /**
     * Reads the line that answers a {@link HelperReport.TokenFound}; blanks at its end are ignored.
     *
     * @throws JsonException where it is none; the message holds nothing of the line
     */
    public static Optional<byte[]> parse(byte[] line) throws JsonException {
        int end = line.length;
        while (end > 0 && line[end - 1] == ' ') {
            end--;
        }
        if (isAt(line, 0, NO_PIN) && end == NO_PIN.length) {
            return Optional.empty();
        }
        if (!isAt(line, 0, START)
                || end < START.length + END.length
                || !isAt(line, end - END.length, END)) {
            throw malformed();
        }
        return Optional.of(decode(line, START.length, end - END.length));
    }

    /** Returns the line before a request whose signature needs the PIN, without a line end. */
    public static byte[] encodeForRequest(byte[] pin) {
        return enclose(CONTEXT, pin, new byte[0]);
    }

    /** Says whether a line is one of those before a request. */
    public static boolean isForRequest(byte[] line) {
        return isAt(line, 0, CONTEXT);
    }

    /**
     * Reads a line for which {@link #isForRequest} holds.
     *
     * @throws JsonException where no PIN follows; the message holds nothing of the line
     */
    public static byte[] parseForRequest(byte[] line) throws JsonException {
        return decode(line, CONTEXT.length, line.length);
    }

    private static byte[] enclose(byte[] before, byte[] pin, byte[] after) {
        byte[] text = Base64.getEncoder().encode(pin);
        try {
            return ByteBuffer.allocate(before.length + text.length + after.length)
                    .put(before)
                    .put(text)
                    .put(after)
                    .array();
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static byte[] decode(byte[] line, int start, int end) throws JsonException {
        byte[] text = Arrays.copyOfRange(line, start, end);
        try {
            if (text.length == 0 || text.length > (MAX_PIN + 2) / 3 * 4) {
                throw malformed();
            }
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Its message tells characters of the PIN.
            throw malformed();
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static JsonException malformed() {
        return new JsonException("no PIN of the form of the dialog");
    }

    private static boolean isAt(byte[] line, int start, byte[] text) {
        return start + text.length <= line.length
                && Arrays.equals(line, start, start + text.length, text, 0, text.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
