package signet.signer.pkcs11.token;

import signet.signer.SignatureAlgorithm;
import signet.signer.pkcs11.uri.ObjectId;
import signet.signer.pkcs11.uri.Pkcs11Uri;

import java.util.List;
import java.util.Optional;

/**
 * What can be seen on a token.
 *
 * @param keys the key pairs, as far as they can be seen
 * @param certificates how many certificates there are
 */
public record KeyListing(List<ListedKey> keys, int certificates) {

    /** Keeps a copy. */
    public KeyListing {
        keys = List.copyOf(keys);
    }

    /**
     * A key pair, of which the private half may not be visible yet.
     *
     * @param uri the full URI of the private key
     * @param label its CKA_LABEL, not escaped
     * @param id its CKA_ID
     * @param type such as "EC P-256", "RSA 2048", or "unknown"
     * @param certificate whether a certificate has the same id
     * @param alwaysAuthenticate whether each signature needs the PIN; empty where only a login
     *     tells
     * @param usable what an account would sign with, or empty where no account can have such a key
     */
    public record ListedKey(
            Pkcs11Uri uri,
            String label,
            ObjectId id,
            String type,
            boolean certificate,
            Optional<Boolean> alwaysAuthenticate,
            Optional<SignatureAlgorithm> usable) {}
}
