package signet.signer.pkcs11.token;

import signet.signer.SignatureAlgorithm;
import signet.signer.pkcs11.uri.ObjectId;

/**
 * A key pair to be made.
 *
 * @param algorithm RS256 makes RSA with 2048 bits, ES256 P-256, ES384 P-384
 * @param id CKA_ID, not empty
 * @param label CKA_LABEL, not empty
 */
public record NewKey(SignatureAlgorithm algorithm, ObjectId id, String label) {

    /** Checks the parts. */
    public NewKey {
        if (id.isEmpty() || label.isEmpty()) {
            throw new IllegalArgumentException("A new key needs an id and a label");
        }
    }
}
