package signet.signer.softkey;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;

import signet.signer.SignatureAlgorithm;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Arrays;

/** Verifies JOSE signatures with BouncyCastle's own arithmetic: no code that signs is in use. */
final class IndependentVerifier {

    private IndependentVerifier() {}

    static boolean verify(
            SignatureAlgorithm algorithm, PublicKey key, byte[] input, byte[] signature)
            throws IOException {
        AsymmetricKeyParameter parameter = PublicKeyFactory.createKey(key.getEncoded());
        return switch (algorithm) {
            case RS256 -> rsa(parameter, input, signature);
            case ES256 -> signature.length == 64 && ecdsa(parameter, sha256(input), signature);
            case ES384 -> signature.length == 96 && ecdsa(parameter, sha384(input), signature);
        };
    }

    private static boolean rsa(AsymmetricKeyParameter key, byte[] input, byte[] signature) {
        RSADigestSigner verifier = new RSADigestSigner(new SHA256Digest());
        verifier.init(false, key);
        verifier.update(input, 0, input.length);
        return verifier.verifySignature(signature);
    }

    private static boolean ecdsa(AsymmetricKeyParameter key, byte[] hash, byte[] signature) {
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, key);
        int half = signature.length / 2;
        return verifier.verifySignature(
                hash,
                new BigInteger(1, Arrays.copyOf(signature, half)),
                new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length)));
    }

    private static byte[] sha256(byte[] input) {
        SHA256Digest digest = new SHA256Digest();
        digest.update(input, 0, input.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static byte[] sha384(byte[] input) {
        SHA384Digest digest = new SHA384Digest();
        digest.update(input, 0, input.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }
}
