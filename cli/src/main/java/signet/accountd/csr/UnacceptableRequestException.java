package signet.accountd.csr;

/**
 * No CA should get such a certificate request, or a request to revoke such a certificate. The
 * message says what is wrong with it.
 */
public final class UnacceptableRequestException extends Exception {

    UnacceptableRequestException(String message) {
        super(message);
    }

    /** Returns the message, in printable ASCII; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
