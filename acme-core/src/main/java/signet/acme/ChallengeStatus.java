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

    /** Reads a status as it stands on the wire. */
    public static ChallengeStatus of(String text) {
        for (ChallengeStatus status : values()) {
            if (status != UNKNOWN && status.toString().equals(text)) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** Returns the status as it stands on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
