package signet.signer.pkcs11.engine;

import signet.signer.SignatureAlgorithm;
import signet.signer.pkcs11.cryptoki.Mechanism;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** What a token is given to sign: it never hashes, so that all tokens go one way. */
final class SigningData {

    /** The DigestInfo of SHA-256 up to the digest (RFC 8017 section 9.2, note 1). */
    private static final byte[] SHA_256_PREFIX =
            HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private SigningData() {}

    static byte[] of(SignatureAlgorithm algorithm, byte[] signingInput) {
        return switch (algorithm) {
            case RS256 -> digestInfo(digest("SHA-256", signingInput));
            case ES256 -> digest("SHA-256", signingInput);
            case ES384 -> digest("SHA-384", signingInput);
        };
    }

    static Mechanism mechanism(SignatureAlgorithm algorithm) {
        return algorithm == SignatureAlgorithm.RS256 ? Mechanism.CKM_RSA_PKCS : Mechanism.CKM_ECDSA;
    }

    private static byte[] digestInfo(byte[] digest) {
        byte[] info = Arrays.copyOf(SHA_256_PREFIX, SHA_256_PREFIX.length + digest.length);
        System.arraycopy(digest, 0, info, SHA_256_PREFIX.length, digest.length);
        return info;
    }

    private static byte[] digest(String name, byte[] input) {
        try {
            return MessageDigest.getInstance(name).digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + name, e);
        }
    }
}
