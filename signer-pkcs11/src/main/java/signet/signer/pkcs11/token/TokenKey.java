package signet.signer.pkcs11.token;

import signet.signer.SignatureAlgorithm;
import signet.signer.pkcs11.uri.ObjectId;
import signet.signer.pkcs11.uri.Pkcs11Uri;

import java.security.PublicKey;

/**
 * A private key on a token that an account can have.
 *
 * @param handle the object's handle, good for as long as the login
 * @param uri its full URI
 * @param id its CKA_ID
 * @param publicKey its public half
 * @param algorithm what it signs with
 * @param alwaysAuthenticate whether each signature needs the PIN (CKA_ALWAYS_AUTHENTICATE)
 * @param certificate whether a certificate for the same public key has the same id
 * @param namedCurve whether the token names the curve, rather than to spell its parameters out;
 *     true for RSA
 */
public record TokenKey(
        long handle,
        Pkcs11Uri uri,
        ObjectId id,
        PublicKey publicKey,
        SignatureAlgorithm algorithm,
        boolean alwaysAuthenticate,
        boolean certificate,
        boolean namedCurve) {}
