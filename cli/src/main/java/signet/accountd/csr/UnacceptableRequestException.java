package signet.accountd.csr;

/** No CA should get such a certificate request. The message says what is wrong with it. */
public final class UnacceptableRequestException extends Exception {

    UnacceptableRequestException(String message) {
        super(message);
    }

    /** Returns the message; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
