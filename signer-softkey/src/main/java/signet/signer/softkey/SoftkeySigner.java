package signet.signer.softkey;

import org.jspecify.annotations.Nullable;

import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Signs with a key in memory, on as many threads as ask for it. */
final class SoftkeySigner implements Signer {

    /** More than run at once at any time; a surplus is simply made anew. */
    private static final int POOL_SIZE = 64;

    private static final byte[] PROBE = "signet".getBytes(StandardCharsets.US_ASCII);

    private final PublicKey publicKey;
    private final SignatureAlgorithm algorithm;
    private final Optional<Provider> provider;
    private final BlockingQueue<Signature> pool = new ArrayBlockingQueue<>(POOL_SIZE);
    private volatile @Nullable KeyMaterial key;

    private SoftkeySigner(KeyMaterial key, Optional<Provider> provider) {
        this.key = key;
        this.publicKey = key.publicKey();
        this.algorithm = key.algorithm();
        this.provider = provider;
    }

    /**
     * Makes a signer and has it sign once, which proves that both halves of the key fit.
     *
     * @param provider signs, where it can; otherwise the JDK does
     */
    static SoftkeySigner open(KeyMaterial key, Optional<Provider> provider, String source)
            throws SignerException {
        SoftkeySigner signer = new SoftkeySigner(key, provider);
        if (signer.isConsistent()) {
            return signer;
        }
        SoftkeySigner plain = new SoftkeySigner(key, Optional.empty());
        if (provider.isPresent() && plain.isConsistent()) {
            return plain;
        }
        throw new SignerException.KeyUnusable(
                source + " holds a damaged key: its private and its public half do not fit", null);
    }

    private boolean isConsistent() {
        try {
            byte[] signature = sign(PROBE);
            Signature verifier = signature();
            verifier.initVerify(publicKey);
            verifier.update(PROBE);
            return verifier.verify(signature);
        } catch (SignerException | GeneralSecurityException e) {
            return false;
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
        KeyMaterial current = key;
        if (current == null) {
            throw new SignerException.TokenUnavailable("this signer is closed", null);
        }
        try {
            Signature signature = pool.poll();
            if (signature == null) {
                signature = signature();
                signature.initSign(current.privateKey());
            }
            signature.update(signingInput);
            byte[] result = signature.sign();
            // One that failed is in an unknown state, and does not come back.
            boolean _ = pool.offer(signature);
            if (key == null) {
                pool.clear();
            }
            return result;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new SignerException.KeyUnusable(
                    "signing failed (" + e.getClass().getName() + ")", e);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        return provider.isPresent()
                ? Signature.getInstance(algorithm.jcaName(), provider.get())
                : Signature.getInstance(algorithm.jcaName());
    }

    @Override
    public void close() {
        key = null;
        pool.clear();
    }
}
