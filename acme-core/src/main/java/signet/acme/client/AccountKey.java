package signet.acme.client;

import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;

import java.util.Optional;

/**
 * The account key as an ACME client sees it: something that signs. Implementations are safe for use
 * by several threads.
 */
public interface AccountKey {

    /** Returns the algorithm of the signatures. */
    SignatureAlgorithm algorithm();

    /** Returns the RFC 7638 thumbprint, base64url. */
    String thumbprint();

    /** Returns the public key; absent where the key works for one fixed account. */
    Optional<Jwk> jwk();

    /** Returns the account URL, where the key works for one fixed account. */
    Optional<String> keyId();

    /**
     * Signs.
     *
     * @param signingInput the JWS signing input (RFC 7515 section 5.1), ASCII
     * @return the signature in JOSE form
     * @throws SignerException where the signer refuses or fails; its message reaches the person
     */
    byte[] sign(String signingInput) throws SignerException;

    /**
     * Returns the key ID of the external account (RFC 8555 section 7.3.4) for which the signer
     * holds the secret.
     *
     * @param ca the CA's host, with its port where that is not 443
     */
    default Optional<String> externalKeyId(String ca) {
        return Optional.empty();
    }

    /**
     * Makes the inner JWS's signature of an external account binding, HS256.
     *
     * @param signingInput its signing input, whose payload is this key
     * @throws SignerException where the signer refuses, fails, or holds no such secret
     */
    default byte[] bind(String signingInput) throws SignerException {
        throw new SignerException.Refused("the signer holds no secret of an external account");
    }
}
