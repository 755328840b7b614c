package signet.signer.softkey;

import org.jspecify.annotations.Nullable;

import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.verification.Upgrade;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signs with a key in memory, on as many threads as ask for it. The JDK makes the first signatures;
 * where many follow, the native provider is loaded meanwhile.
 */
final class SoftkeySigner implements Signer {

    private static final byte[] PROBE = "signet".getBytes(StandardCharsets.US_ASCII);

    private final PublicKey publicKey;
    private final SignatureAlgorithm algorithm;
    private final Upgrade upgrade;
    private volatile @Nullable SignaturePool pool;

    private SoftkeySigner(
            KeyMaterial key, SignaturePool pool, Supplier<Optional<Provider>> faster) {
        this.publicKey = key.publicKey();
        this.algorithm = key.algorithm();
        this.pool = pool;
        this.upgrade = new Upgrade("load-native-provider", () -> upgrade(key, faster));
    }

    /**
     * Makes a signer and has it sign once, which proves that both halves of the key fit.
     *
     * @param faster loads the provider to prefer; called at most once, after some hundred requests
     */
    static SoftkeySigner open(KeyMaterial key, Supplier<Optional<Provider>> faster, String source)
            throws SignerException {
        SignaturePool pool = new SignaturePool(key, Optional.empty());
        if (!isConsistent(pool, key.publicKey())) {
            throw new SignerException.KeyUnusable(
                    source + " holds a damaged key: its private and its public half do not fit",
                    null);
        }
        return new SoftkeySigner(key, pool, faster);
    }

    private static boolean isConsistent(SignaturePool pool, PublicKey publicKey) {
        try {
            return pool.verify(publicKey, PROBE, pool.sign(PROBE));
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private void upgrade(KeyMaterial key, Supplier<Optional<Provider>> faster) {
        Optional<Provider> provider = faster.get();
        if (provider.isPresent()) {
            SignaturePool fast = new SignaturePool(key, provider);
            if (isConsistent(fast, publicKey)) {
                replacePool(fast);
            }
        }
    }

    private synchronized void replacePool(SignaturePool fast) {
        if (pool != null) {
            pool = fast;
        }
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] signingInput) throws SignerException {
        SignaturePool current = pool;
        if (current == null) {
            throw new SignerException.TokenUnavailable("this signer is closed", null);
        }
        upgrade.used();
        try {
            return current.sign(signingInput);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new SignerException.KeyUnusable(
                    "signing failed (" + e.getClass().getName() + ")", e);
        }
    }

    /** Waits for the native provider, so that no unpacked library stays behind. */
    @Override
    public void close() {
        synchronized (this) {
            pool = null;
        }
        upgrade.close();
    }
}
