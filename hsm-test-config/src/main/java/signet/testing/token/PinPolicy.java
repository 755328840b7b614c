package signet.testing.token;

/** When a key of a YubiKey needs the PIN. */
public enum PinPolicy {
    NEVER(1),
    ONCE(2),
    ALWAYS(3);

    private final int code;

    PinPolicy(int code) {
        this.code = code;
    }

    /** Returns its code in the answer to GET METADATA. */
    int code() {
        return code;
    }
}
