package signet.acme.client;

import java.util.Arrays;
import java.util.Optional;

/** The reasons (RFC 5280 section 5.3.1) that a subscriber may give and public CAs accept. */
public enum RevocationReason {
    /** None of the others. */
    UNSPECIFIED(0),
    /** The certificate's key is known to somebody else. */
    KEY_COMPROMISE(1),
    /** Another certificate has taken its place. */
    SUPERSEDED(4),
    /** The names are given up. */
    CESSATION_OF_OPERATION(5);

    private final int code;

    RevocationReason(int code) {
        this.code = code;
    }

    /** Returns the code. */
    public int code() {
        return code;
    }

    /** Returns the reason with a code, empty where it is none of 0, 1, 4, 5. */
    public static Optional<RevocationReason> ofCode(int code) {
        return Arrays.stream(values()).filter(reason -> reason.code == code).findAny();
    }
}
