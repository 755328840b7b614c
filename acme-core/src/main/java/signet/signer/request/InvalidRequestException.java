package signet.signer.request;

/** A text to sign is no request of ACME. The message is the reason, in one line for its sender. */
public final class InvalidRequestException extends Exception {

    InvalidRequestException(String reason) {
        super(reason);
    }

    /** Returns the reason; never null, unlike the message of other exceptions. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
