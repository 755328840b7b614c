package signet.testing.token;

/** The key slots of a PIV card (NIST SP 800-73-4, part 1, table 4b). */
public enum PivSlot {
    /** 9A. */
    AUTHENTICATION(0x9A, 0x5FC105, PinPolicy.ONCE),
    /** 9C. */
    SIGNATURE(0x9C, 0x5FC10A, PinPolicy.ALWAYS),
    /** 9D. */
    KEY_MANAGEMENT(0x9D, 0x5FC10B, PinPolicy.ONCE),
    /** 9E. */
    CARD_AUTHENTICATION(0x9E, 0x5FC101, PinPolicy.NEVER);

    private final int reference;
    private final int certificateTag;
    private final PinPolicy usualPolicy;

    PivSlot(int reference, int certificateTag, PinPolicy usualPolicy) {
        this.reference = reference;
        this.certificateTag = certificateTag;
        this.usualPolicy = usualPolicy;
    }

    /** Returns the key reference. */
    int reference() {
        return reference;
    }

    /** Returns the tag of the data object with the certificate. */
    int certificateTag() {
        return certificateTag;
    }

    /** Returns the policy of keys that are made without one. */
    PinPolicy usualPolicy() {
        return usualPolicy;
    }
}
