package signet.acme;

import java.util.Locale;

/** The states of a challenge (RFC 8555 section 7.1.6). */
public enum ChallengeStatus {
    /** Not answered yet. */
    PENDING,
    /** The CA is validating. */
    PROCESSING,
    /** Met. */
    VALID,
    /** Failed. */
    INVALID,
    /** One that RFC 8555 does not know. */
    UNKNOWN;

    /** Returns the status as it stands on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
