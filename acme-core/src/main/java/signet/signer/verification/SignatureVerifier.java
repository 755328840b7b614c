package signet.signer.verification;

import signet.signer.SignatureAlgorithm;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Verifies signatures in JOSE form with one public key. Starts with the JDK, and goes on with a
 * {@link FasterProvider}, where there is one, after some hundred signatures. Thread-safe.
 */
public final class SignatureVerifier implements AutoCloseable {

    private final PublicKey key;
    private final SignatureAlgorithm algorithm;
    private final Upgrade upgrade;
    private volatile VerificationPool pool;

    /** Makes one. */
    public SignatureVerifier(PublicKey key, SignatureAlgorithm algorithm) {
        this.key = key;
        this.algorithm = algorithm;
        this.pool = new VerificationPool(key, algorithm, Optional.empty());
        this.upgrade = new Upgrade("load-faster-verification", this::upgrade);
    }

    /**
     * Says whether a signature is one of the key over a text.
     *
     * @param input the JWS signing input (RFC 7515 section 5.1)
     * @param signature in JOSE form; of any length
     */
    public boolean verifies(byte[] input, byte[] signature) {
        upgrade.used();
        try {
            return pool.verifies(input, signature);
        } catch (GeneralSecurityException e) {
            // Every JDK has these algorithms, and the key was one of them when it was opened.
            throw new IllegalStateException("Signatures can't be verified", e);
        }
    }

    private void upgrade() {
        Iterator<FasterProvider> providers = ServiceLoader.load(FasterProvider.class).iterator();
        if (providers.hasNext()) {
            Optional<Provider> provider = providers.next().load();
            if (provider.isPresent()) {
                pool = new VerificationPool(key, algorithm, provider);
            }
        }
    }

    @Override
    public void close() {
        upgrade.close();
    }
}
