package signet.signer.pkcs11.token;

/** What a token says about its user PIN (flags of CK_TOKEN_INFO), before anything is sent. */
public enum PinState {
    /** All tries are left, or the token doesn't tell. */
    OK("ok"),
    /** At least one wrong PIN was sent since the last right one. */
    COUNT_LOW("count-low"),
    /** One more wrong PIN locks it. */
    FINAL_TRY("final-try"),
    /** No PIN is taken any more. */
    LOCKED("locked"),
    /** The token has no user PIN yet. */
    NOT_INITIALIZED("not-initialized");

    private static final long COUNT_LOW_FLAG = 0x1_0000;
    private static final long FINAL_TRY_FLAG = 0x2_0000;
    private static final long LOCKED_FLAG = 0x4_0000;
    private static final long INITIALIZED_FLAG = 0x8;
    private static final long LOGIN_REQUIRED_FLAG = 0x4;

    private final String text;

    PinState(String text) {
        this.text = text;
    }

    /** Returns its name in reports. */
    public String text() {
        return text;
    }

    static PinState of(long flags) {
        if ((flags & LOCKED_FLAG) != 0) {
            return LOCKED;
        }
        if ((flags & FINAL_TRY_FLAG) != 0) {
            return FINAL_TRY;
        }
        if ((flags & (INITIALIZED_FLAG | LOGIN_REQUIRED_FLAG)) == LOGIN_REQUIRED_FLAG) {
            return NOT_INITIALIZED;
        }
        return (flags & COUNT_LOW_FLAG) != 0 ? COUNT_LOW : OK;
    }
}
