package signet.signer.pkcs11.engine;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;

import java.security.PublicKey;
import java.util.Optional;

/**
 * Signs with one key on a token. Thread-safe: up to {@link #sessions()} calls of {@link #sign} run
 * at once, further ones wait. Blocks in native code, so that callers should be platform threads.
 */
public interface SigningEngine extends AutoCloseable {

    /** Returns which engine it is: "sunpkcs11" or "native". */
    String name();

    /** Returns the mechanism, such as "CKM_ECDSA". */
    String mechanism();

    /** Returns the public half of the key. */
    PublicKey publicKey();

    /** Returns the algorithm of the signatures. */
    SignatureAlgorithm algorithm();

    /** Returns how many signatures can be made at once, at least 1. */
    int sessions();

    /** Says whether each signature needs the PIN. */
    boolean alwaysAuthenticate();

    /**
     * Signs.
     *
     * @param signingInput the text to sign; hashed here
     * @param contextPin the PIN for this signature where {@link #alwaysAuthenticate()}, wiped by
     *     the caller; empty for a pinpad, and ignored for other keys
     * @return the signature in JOSE form
     * @throws SignerException where this signature was refused and the next may be made: a wrong
     *     PIN, a touch that did not come
     * @throws EngineBrokenException where this process can sign no more
     */
    byte[] sign(byte[] signingInput, Optional<byte[]> contextPin)
            throws SignerException, EngineBrokenException;

    /** Closes the sessions, and with the last one the login. Closing again does nothing. */
    @Override
    void close();
}
