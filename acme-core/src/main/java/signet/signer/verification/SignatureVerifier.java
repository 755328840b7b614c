package signet.signer.verification;

import signet.signer.SignatureAlgorithm;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Verifies signatures in JOSE form with one public key. Starts with the JDK, and goes on with a
 * {@link FasterProvider} once that is loaded, where there is one. Thread-safe.
 */
public final class SignatureVerifier implements AutoCloseable {

    private final PublicKey key;
    private final SignatureAlgorithm algorithm;
    private final AtomicBoolean upgraded;
    private final Thread upgrade;
    private volatile VerificationPool pool;

    private SignatureVerifier(PublicKey key, SignatureAlgorithm algorithm, boolean often) {
        this.key = key;
        this.algorithm = algorithm;
        this.pool = new VerificationPool(key, algorithm, Optional.empty());
        this.upgraded = new AtomicBoolean(!often);
        this.upgrade =
                Thread.ofPlatform()
                        .daemon()
                        .name("load-faster-verification")
                        .unstarted(this::upgrade);
    }

    /** Makes one for all signatures of a signer's life. */
    public static SignatureVerifier often(PublicKey key, SignatureAlgorithm algorithm) {
        return new SignatureVerifier(key, algorithm, true);
    }

    /** Makes one for a single signature. */
    public static SignatureVerifier once(PublicKey key, SignatureAlgorithm algorithm) {
        return new SignatureVerifier(key, algorithm, false);
    }

    /**
     * Says whether a signature is one of the key over a text.
     *
     * @param input the JWS signing input (RFC 7515 section 5.1)
     * @param signature in JOSE form; of any length
     */
    public boolean verifies(byte[] input, byte[] signature) {
        if (!upgraded.get() && upgraded.compareAndSet(false, true)) {
            upgrade.start();
        }
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

    /** Waits for what is being loaded, so that nothing half-loaded stays behind. */
    @Override
    public void close() {
        try {
            upgrade.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
