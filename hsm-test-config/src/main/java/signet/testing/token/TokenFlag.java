package signet.testing.token;

/** Flags of CK_TOKEN_INFO (PKCS#11 v2.40, section 3.2). */
public enum TokenFlag {
    PROTECTED_AUTHENTICATION_PATH(0x100),
    USER_PIN_COUNT_LOW(0x10000),
    USER_PIN_FINAL_TRY(0x20000),
    USER_PIN_LOCKED(0x40000);

    private final long bit;

    TokenFlag(long bit) {
        this.bit = bit;
    }

    long bit() {
        return bit;
    }
}
