package signet.testing.token;

/**
 * A key to make on a token.
 *
 * @param type its type
 * @param id CKA_ID in hexadecimal, for example 01
 * @param label CKA_LABEL
 * @param certificate whether a certificate with the same id and label is put beside it
 * @param alwaysAuthenticate whether each signature needs the PIN (CKA_ALWAYS_AUTHENTICATE)
 */
public record SoftKey(
        KeyType type, String id, String label, boolean certificate, boolean alwaysAuthenticate) {

    /** Returns a key without a certificate, for which one login is enough. */
    public static SoftKey of(KeyType type, String id, String label) {
        return new SoftKey(type, id, label, false, false);
    }

    /** Returns this with a certificate beside it. */
    public SoftKey withCertificate() {
        return new SoftKey(type, id, label, true, alwaysAuthenticate);
    }

    /** Returns this with a login needed for each signature. */
    public SoftKey withAlwaysAuthenticate() {
        return new SoftKey(type, id, label, certificate, true);
    }
}
