package signet.signer.pkcs11.cryptoki;

/** The attributes of objects that are used. The constants have the names of the standard. */
public enum Attribute {
    /** The class of the object, a number. */
    CKA_CLASS(0),
    /** Whether it lives on the token. */
    CKA_TOKEN(1),
    /** Whether a login is needed to see it. */
    CKA_PRIVATE(2),
    /** A text in UTF-8. */
    CKA_LABEL(3),
    /** The certificate. */
    CKA_VALUE(0x11),
    /** RSA or EC, a number. */
    CKA_KEY_TYPE(0x100),
    /** The id that belongs together has in common. */
    CKA_ID(0x102),
    /** Whether its value cannot be had in plain. */
    CKA_SENSITIVE(0x103),
    /** Whether it signs. */
    CKA_SIGN(0x108),
    /** Whether it verifies. */
    CKA_VERIFY(0x10A),
    /** The RSA modulus, big-endian. */
    CKA_MODULUS(0x120),
    /** How many bits an RSA key to be made has, a number. */
    CKA_MODULUS_BITS(0x121),
    /** The RSA public exponent, big-endian. */
    CKA_PUBLIC_EXPONENT(0x122),
    /** Whether its value can be had wrapped. */
    CKA_EXTRACTABLE(0x162),
    /** The curve, in DER. */
    CKA_EC_PARAMS(0x180),
    /** The public point, in DER. */
    CKA_EC_POINT(0x181),
    /** Whether the PIN is needed for each signature. */
    CKA_ALWAYS_AUTHENTICATE(0x202);

    private final long value;

    Attribute(long value) {
        this.value = value;
    }

    long value() {
        return value;
    }
}
