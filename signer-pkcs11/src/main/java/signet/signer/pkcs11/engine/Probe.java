package signet.signer.pkcs11.engine;

import signet.signer.SignerException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Optional;

/** Tries an engine out. */
final class Probe {

    /** No JWS signing input, so that the signature is of no use to anybody. */
    private static final byte[] INPUT =
            "signet probes this key; no request".getBytes(StandardCharsets.US_ASCII);

    private Probe() {}

    /** Makes a signature, and verifies it with the public key in software. */
    static Duration of(SigningEngine engine, Optional<byte[]> contextPin)
            throws SignerException, EngineBrokenException {
        long start = System.nanoTime();
        byte[] signature = engine.sign(INPUT, contextPin);
        var time = Duration.ofNanos(System.nanoTime() - start);
        if (!verifies(engine, signature)) {
            throw new SignerException.KeyUnusable(
                    "The key signs, but the public key beside it doesn't verify that: the public"
                            + " key or the certificate with its id belongs to another key",
                    null);
        }
        return time;
    }

    private static boolean verifies(SigningEngine engine, byte[] made) {
        try {
            Signature signature = Signature.getInstance(engine.algorithm().jcaName());
            signature.initVerify(engine.publicKey());
            signature.update(INPUT);
            return signature.verify(made);
        } catch (GeneralSecurityException e) {
            return false; // not of the form of a signature
        }
    }
}
