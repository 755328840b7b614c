package signet.signer.verification;

import signet.signer.SignatureAlgorithm;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Keeps signature objects that are ready to verify with one key. Thread-safe. */
final class VerificationPool {

    /** More than run at once at any time; a surplus is simply made anew. */
    private static final int SIZE = 64;

    private final PublicKey key;
    private final SignatureAlgorithm algorithm;
    private final Optional<Provider> provider;
    private final BlockingQueue<Signature> ready = new ArrayBlockingQueue<>(SIZE);

    /**
     * Makes a pool.
     *
     * @param provider what verifies; empty for the JDK
     */
    VerificationPool(PublicKey key, SignatureAlgorithm algorithm, Optional<Provider> provider) {
        this.key = key;
        this.algorithm = algorithm;
        this.provider = provider;
    }

    boolean verifies(byte[] input, byte[] signature) throws GeneralSecurityException {
        Signature verification = ready.poll();
        if (verification == null) {
            verification = make();
        }
        verification.update(input);
        boolean valid;
        try {
            valid = verification.verify(signature);
        } catch (SignatureException _) {
            // Of a wrong length, for example. The object's state is unknown: it does not come back.
            return false;
        }
        boolean _ = ready.offer(verification);
        return valid;
    }

    private Signature make() throws GeneralSecurityException {
        Signature verification =
                provider.isPresent()
                        ? Signature.getInstance(algorithm.jcaName(), provider.get())
                        : Signature.getInstance(algorithm.jcaName());
        verification.initVerify(key);
        return verification;
    }
}
