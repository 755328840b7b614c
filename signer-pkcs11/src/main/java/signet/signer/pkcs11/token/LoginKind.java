package signet.signer.pkcs11.token;

/** How a user shows to a token that the keys are theirs. */
public enum LoginKind {
    /** Not at all. */
    NONE("none"),
    /** By a PIN that we send. */
    PIN("pin"),
    /** By a PIN that is keyed in at the reader or the token (CKF_PROTECTED_AUTHENTICATION_PATH). */
    PINPAD("pinpad");

    private static final long LOGIN_REQUIRED_FLAG = 0x4;
    private static final long PINPAD_FLAG = 0x100;

    private final String text;

    LoginKind(String text) {
        this.text = text;
    }

    /** Returns its name in reports. */
    public String text() {
        return text;
    }

    static LoginKind of(long flags) {
        if ((flags & LOGIN_REQUIRED_FLAG) == 0) {
            return NONE;
        }
        return (flags & PINPAD_FLAG) != 0 ? PINPAD : PIN;
    }
}
