package signet.acme;

import java.util.Locale;

/** The states of an account (RFC 8555 section 7.1.6). */
public enum AccountStatus {
    /** In use. */
    VALID,
    /** Given up by its holder. */
    DEACTIVATED,
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
