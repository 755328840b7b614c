package signet.acme;

import java.util.Locale;

/** The states of an authorization (RFC 8555 section 7.1.6). */
public enum AuthorizationStatus {
    /** Waits for a challenge to be met. */
    PENDING,
    /** A challenge was met. */
    VALID,
    /** A challenge was failed. */
    INVALID,
    /** Given up by the account's holder. */
    DEACTIVATED,
    /** Too old. */
    EXPIRED,
    /** Taken away by the CA. */
    REVOKED,
    /** One that RFC 8555 does not know. */
    UNKNOWN;

    /** Returns the status as it stands on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
