package signet.signer;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * The JWA algorithms (RFC 7518 section 3.1) that an ACME account key may use; the constants carry
 * their JWA names. Ed25519 and P-521 are left out because the public CAs refuse them as account
 * keys.
 */
public enum SignatureAlgorithm {
    /** RSASSA-PKCS1-v1_5 with SHA-256, keys of 2048 to 4096 bits. */
    RS256("SHA256withRSA"),
    /** ECDSA on P-256 with SHA-256. */
    ES256("SHA256withECDSAinP1363Format"),
    /** ECDSA on P-384 with SHA-384. */
    ES384("SHA384withECDSAinP1363Format");

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 4096;

    private final String jcaName;

    SignatureAlgorithm(String jcaName) {
        this.jcaName = jcaName;
    }

    /**
     * Returns the name under which {@link java.security.Signature} makes signatures in JOSE form:
     * for ECDSA the raw concatenation {@code r || s} (RFC 7518 section 3.4), never DER.
     */
    public String jcaName() {
        return jcaName;
    }

    /** Returns the algorithm that a key signs with, or empty when no account may use such a key. */
    public static Optional<SignatureAlgorithm> forKey(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> {
                int bits = rsa.getModulus().bitLength();
                yield bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS
                        ? Optional.of(RS256)
                        : Optional.empty();
            }
            case ECPublicKey ec ->
                    NamedCurve.of(ec.getParams())
                            .map(curve -> curve == NamedCurve.P_256 ? ES256 : ES384);
            default -> Optional.empty();
        };
    }

    /** Returns the algorithm with a JWA name, or empty when it is none of ours. */
    public static Optional<SignatureAlgorithm> forJwaName(String name) {
        return Arrays.stream(values()).filter(value -> value.name().equals(name)).findAny();
    }
}
