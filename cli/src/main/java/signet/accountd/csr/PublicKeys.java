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

/** The public keys of certificate requests: those of a kind that CAs certify, and not weak. */
final class PublicKeys {

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 64;
    private static final int MIN_EC_BITS = 256;

    private PublicKeys() {}

    /** Reads a SubjectPublicKeyInfo. */
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
                    case ECPublicKey ec ->
                            ec.getParams().getCurve().getField().getFieldSize() >= MIN_EC_BITS;
                    case EdECPublicKey edwards -> !EdwardsPoint.of(edwards).isOfSmallOrder();
                    default -> false;
                };
        if (!strong) {
            throw new UnacceptableRequestException(
                    "its key is too weak; RSA needs 2048 bits, elliptic curves 256");
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
        if (modulus.bitLength() < MIN_RSA_BITS
                || modulus.bitLength() > MAX_RSA_BITS
                || exponent.bitLength() <= 2
                || exponent.bitLength() > MAX_EXPONENT_BITS
                || !exponent.testBit(0)) {
            return false;
        }
        var weakness = new RsaModulus(modulus).weakness();
        if (weakness.isPresent()) {
            throw new UnacceptableRequestException("its key is weak: " + weakness.get());
        }
        return true;
    }

    private static UnacceptableRequestException unknown() {
        return new UnacceptableRequestException("its key is of a kind that is not known here");
    }
}
