package signet.signer.pkcs11.cryptoki;

/** Classes of objects. The constants have the names of the standard. */
public enum ObjectClass {
    /** Certificates. */
    CKO_CERTIFICATE(1),
    /** Public keys. */
    CKO_PUBLIC_KEY(2),
    /** Private keys. */
    CKO_PRIVATE_KEY(3);

    private final long value;

    ObjectClass(long value) {
        this.value = value;
    }

    long value() {
        return value;
    }
}
