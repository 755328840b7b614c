package signet.signer.server;

import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/** A signer on a fresh P-256 key in memory. */
public final class KeyPairSigner implements Signer {

    private final KeyPair pair;

    /** Makes a key. */
    public KeyPairSigner() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public PublicKey publicKey() {
        return pair.getPublic();
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return SignatureAlgorithm.ES256;
    }

    @Override
    public byte[] sign(byte[] signingInput) throws SignerException {
        try {
            Signature signature = Signature.getInstance(algorithm().jcaName());
            signature.initSign(pair.getPrivate());
            signature.update(signingInput);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new SignerException.KeyUnusable("can't sign", e);
        }
    }

    @Override
    public void close() {}
}
