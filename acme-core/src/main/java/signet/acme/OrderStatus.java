package signet.acme;

import java.util.Locale;

/** The states of an order (RFC 8555 section 7.1.6). */
public enum OrderStatus {
    /** Not all authorizations are valid yet. */
    PENDING,
    /** Waits for its CSR. */
    READY,
    /** The certificate is being issued. */
    PROCESSING,
    /** The certificate is there. */
    VALID,
    /** Failed, for good. */
    INVALID,
    /** One that RFC 8555 does not know. */
    UNKNOWN;

    /** Returns the status as it stands on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
