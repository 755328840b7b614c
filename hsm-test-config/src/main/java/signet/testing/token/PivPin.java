package signet.testing.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The PIN of a PIV card, its counter, and whether it was given. Thread-safe. */
final class PivPin {

    private static final int LENGTH = 8;
    private static final byte PADDING = (byte) 0xFF;

    private final byte[] pin;
    private final int tries;
    private int left;
    private int verifies;
    private boolean verified;
    private boolean fresh;

    PivPin(String pin, int tries) {
        byte[] text = pin.getBytes(StandardCharsets.US_ASCII);
        this.pin = Arrays.copyOf(text, LENGTH);
        Arrays.fill(this.pin, text.length, LENGTH, PADDING);
        this.tries = tries;
        this.left = tries;
    }

    /** Checks a PIN; a wrong one costs a try. Returns the status word. */
    synchronized int verify(byte[] candidate) {
        verifies++;
        if (left == 0) {
            return Response.PIN_BLOCKED;
        }
        if (candidate.length != LENGTH) {
            return Response.BAD_DATA;
        }
        verified = MessageDigest.isEqual(candidate, pin);
        fresh = verified;
        left = verified ? tries : left - 1;
        return verified ? Response.OK : refusal();
    }

    /** Returns the status word of a question without a PIN. */
    synchronized int state() {
        return verified ? Response.OK : refusal();
    }

    private int refusal() {
        return left == 0 ? Response.PIN_BLOCKED : Response.PIN_TRIES | left;
    }

    synchronized void forget() {
        verified = false;
        fresh = false;
    }

    /** Tells whether the PIN was given by the very last command, and only the first time. */
    synchronized boolean takeFresh() {
        boolean was = fresh;
        fresh = false;
        return was;
    }

    synchronized boolean verified() {
        return verified;
    }

    synchronized int verifies() {
        return verifies;
    }

    synchronized int tries() {
        return tries;
    }

    synchronized int left() {
        return left;
    }

    synchronized void setLeft(int newLeft) {
        left = newLeft;
    }
}
