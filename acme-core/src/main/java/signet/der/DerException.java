package signet.der;

/** Bytes are not DER, or not what was expected there. The message says what is wrong with them. */
public final class DerException extends Exception {

    DerException(String message) {
        super(message);
    }

    /** Returns the message, in printable ASCII; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
