package signet.accountd.csr;

import signet.der.Der;
import signet.der.DerException;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The public keys of certificate requests: those of a kind that CAs certify, and not weak. */
final class PublicKeys {

    private static final int MIN_RSA_BITS = 2048;

    /** Public CAs take none that is longer, and to look at one takes eight times as long. */
    private static final int MAX_RSA_BITS = 4096;

    private static final int MAX_EXPONENT_BITS = 64;

    /** P-256, P-384 and P-521 (RFC 5480 section 2.1.1.1), whatever else a provider has. */
    private static final Set<String> CURVES =
            Set.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35");

    private PublicKeys() {}

    /** Reads a SubjectPublicKeyInfo, and refuses what its numbers alone show to be weak. */
    static PublicKey read(Der info) throws DerException, UnacceptableRequestException {
        List<Der> parts = info.children(Der.SEQUENCE, 2);
        String kind = kind(parts.getFirst().children(Der.SEQUENCE));
        byte[] encoding = info.encoding();
        PublicKey key;
        try {
            key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoding));
        } catch (GeneralSecurityException e) {
            throw unknown();
        }
        boolean strong =
                switch (key) {
                    case RSAPublicKey rsa -> isStrong(rsa, Der.parse(parts.getLast().wholeBits()));
                    case ECPublicKey _ -> true;
                    case EdECPublicKey edwards -> !EdwardsPoint.of(edwards).isOfSmallOrder();
                    default -> false;
                };
        if (!strong) {
            throw new UnacceptableRequestException(
                    "its key is too weak, or too long; RSA needs 2048 to 4096 bits");
        }
        // One key has one encoding: what another reader might take it for is not looked at.
        if (!Arrays.equals(key.getEncoded(), encoding)) {
            throw unknown();
        }
        return key;
    }

    /** RFC 3279 section 2.3, RFC 5480 section 2.1.1, RFC 8410 section 3: one form of each. */
    private static String kind(List<Der> algorithm)
            throws DerException, UnacceptableRequestException {
        String id = algorithm.isEmpty() ? "" : algorithm.getFirst().objectIdentifier();
        int parameters = algorithm.size() == 2 ? algorithm.getLast().tag() : -algorithm.size();
        String kind =
                switch (id) {
                    case "1.2.840.113549.1.1.1" -> parameters == Der.NULL ? "RSA" : "";
                    case "1.2.840.10045.2.1" -> parameters == Der.OBJECT_IDENTIFIER ? "EC" : "";
                    case "1.3.101.112", "1.3.101.113" -> parameters == -1 ? "EdDSA" : "";
                    default -> "";
                };
        if (kind.isEmpty()) {
            throw unknown();
        }
        if (kind.equals("EC") && !CURVES.contains(algorithm.getLast().objectIdentifier())) {
            throw new UnacceptableRequestException(
                    "its key is on another curve than P-256, P-384 and P-521");
        }
        return kind;
    }

    private static boolean isStrong(RSAPublicKey key, Der numbers)
            throws DerException, UnacceptableRequestException {
        BigInteger modulus = key.getModulus();
        BigInteger exponent = key.getPublicExponent();
        List<Der> read = numbers.children(Der.SEQUENCE, 2);
        if (!read.getFirst().integer().equals(modulus)
                || !read.getLast().integer().equals(exponent)) {
            throw unknown();
        }
        return modulus.bitLength() >= MIN_RSA_BITS
                && modulus.bitLength() <= MAX_RSA_BITS
                && exponent.bitLength() > 2
                && exponent.bitLength() <= MAX_EXPONENT_BITS
                && exponent.testBit(0);
    }

    /** Refuses keys whose private part can be computed. That takes long for those of RSA. */
    static void checkHardToFactor(PublicKey key) throws UnacceptableRequestException {
        if (key instanceof RSAPublicKey rsa) {
            var weakness = new RsaModulus(rsa.getModulus()).weakness();
            if (weakness.isPresent()) {
                throw new UnacceptableRequestException("its key is weak: " + weakness.get());
            }
        }
    }

    private static UnacceptableRequestException unknown() {
        return new UnacceptableRequestException("its key is of a kind that is not known here");
    }
}
