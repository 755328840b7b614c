package signet.signer.softkey;

import signet.signer.SignatureAlgorithm;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Keeps signature objects that are ready to sign with one key. Thread-safe. */
final class SignaturePool {

    /** More than run at once at any time; a surplus is simply made anew. */
    private static final int SIZE = 64;

    private final SignatureAlgorithm algorithm;
    private final PrivateKey key;
    private final Optional<Provider> provider;
    private final BlockingQueue<Signature> ready = new ArrayBlockingQueue<>(SIZE);

    /**
     * Makes a pool.
     *
     * @param provider what signs; empty for the JDK
     */
    SignaturePool(KeyMaterial material, Optional<Provider> provider) {
        this.algorithm = material.algorithm();
        this.key = material.privateKey();
        this.provider = provider;
    }

    byte[] sign(byte[] input) throws GeneralSecurityException {
        Signature signature = ready.poll();
        if (signature == null) {
            signature = signature();
            signature.initSign(key);
        }
        signature.update(input);
        byte[] result = signature.sign();
        // One that failed is in an unknown state, and does not come back.
        boolean _ = ready.offer(signature);
        return result;
    }

    boolean verify(PublicKey publicKey, byte[] input, byte[] result)
            throws GeneralSecurityException {
        Signature signature = signature();
        signature.initVerify(publicKey);
        signature.update(input);
        return signature.verify(result);
    }

    private Signature signature() throws GeneralSecurityException {
        return provider.isPresent()
                ? Signature.getInstance(algorithm.jcaName(), provider.get())
                : Signature.getInstance(algorithm.jcaName());
    }
}
