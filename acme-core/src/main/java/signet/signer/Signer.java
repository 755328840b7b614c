package signet.signer;

import java.security.PublicKey;
import java.util.Optional;

/**
 * Holds one account key and signs with it.
 *
 * <p>Implementations are thread-safe: any number of threads may call {@link #sign} at once, and it
 * is the implementation that queues them where its key store cannot sign in parallel. A signer
 * whose key store goes away stays usable: {@code sign} fails with the reason for as long as the
 * store is gone, and works again after.
 */
public interface Signer extends AutoCloseable {

    /** Returns the public half of the key; the same value for the signer's whole life. */
    PublicKey publicKey();

    /** Returns the algorithm of every signature that this signer makes. */
    SignatureAlgorithm algorithm();

    /** Returns the serial number of the token that the key is on, where it is on one. */
    default Optional<String> tokenSerial() {
        return Optional.empty();
    }

    /**
     * Signs a JWS signing input (RFC 7515 section 5.1).
     *
     * @param signingInput the text to sign; hashed here, not by the caller
     * @return the signature in JOSE form, ready to be base64url-encoded
     * @throws SignerException where no signature was made, with the reason
     */
    byte[] sign(byte[] signingInput) throws SignerException;

    /** Lets go of the key. Later calls of {@link #sign} fail. Closing again does nothing. */
    @Override
    void close();
}
