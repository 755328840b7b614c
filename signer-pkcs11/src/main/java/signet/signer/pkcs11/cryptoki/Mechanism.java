package signet.signer.pkcs11.cryptoki;

/** The mechanisms that are used. The constants have the names of the standard. */
public enum Mechanism {
    /** Makes RSA key pairs. */
    CKM_RSA_PKCS_KEY_PAIR_GEN(0),
    /** RSASSA-PKCS1-v1_5 of what is given, which must be a DigestInfo. */
    CKM_RSA_PKCS(1),
    /** Makes EC key pairs. */
    CKM_EC_KEY_PAIR_GEN(0x1040),
    /** ECDSA of a digest; the signature is r and s, one after the other. */
    CKM_ECDSA(0x1041);

    private final long value;

    Mechanism(long value) {
        this.value = value;
    }

    long value() {
        return value;
    }
}
