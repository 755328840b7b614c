package signet.signer.pkcs11.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The curves that accounts use, in the forms in which tokens give them. */
enum TokenCurve {
    P_256(
            "secp256r1",
            "06082a8648ce3d030107",
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            "secp256r1 prime256v1 P-256"),
    P_384(
            "secp384r1",
            "06052b81040022",
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
            "secp384r1 P-384");

    private static final byte OBJECT_IDENTIFIER = 0x06;
    private static final byte PRINTABLE_STRING = 0x13;
    private static final byte SEQUENCE = 0x30;
    private static final byte UNCOMPRESSED = 4;

    /** The header of an OCTET STRING, or of a BIT STRING, around the point. */
    private static final int MAX_HEADER = 3;

    private static final BigInteger CUBE = BigInteger.valueOf(3);
    private static final HexFormat HEX = HexFormat.of();

    private final String jcaName;
    private final String identifier;
    private final String prime;
    private final String names;

    TokenCurve(String jcaName, String identifier, String prime, String names) {
        this.jcaName = jcaName;
        this.identifier = identifier;
        this.prime = prime;
        this.names = names;
    }

    /**
     * Reads CKA_EC_PARAMS: an object identifier, a name, or the parameters themselves (ykcs11), of
     * which the prime is enough: the point must lie on the curve, and a signature is verified.
     */
    static Optional<TokenCurve> of(byte[] parameters) {
        return Arrays.stream(values()).filter(curve -> curve.isMeantBy(parameters)).findAny();
    }

    /** Says whether parameters are an object identifier. */
    static boolean isNamed(byte[] parameters) {
        return parameters.length > 0 && parameters[0] == OBJECT_IDENTIFIER;
    }

    private boolean isMeantBy(byte[] parameters) {
        if (parameters.length == 0) {
            return false;
        }
        return switch (parameters[0]) {
            case OBJECT_IDENTIFIER -> HEX.formatHex(parameters).equals(identifier);
            case SEQUENCE -> HEX.formatHex(parameters).contains(prime);
            case PRINTABLE_STRING ->
                    parameters.length > 2
                            && List.of(names.split(" ", -1))
                                    .contains(
                                            new String(
                                                    parameters,
                                                    2,
                                                    parameters.length - 2,
                                                    StandardCharsets.US_ASCII));
            default -> false;
        };
    }

    /** Returns the parameters as tokens want them for a new key. */
    byte[] parameters() {
        return HEX.parseHex(identifier);
    }

    /**
     * Reads CKA_EC_POINT: an uncompressed point, wrapped in DER or, by some modules, bare.
     *
     * @return the key, or empty where it is no point of this curve
     */
    Optional<PublicKey> publicKey(byte[] value) {
        int size = prime.length() / 2;
        int start = value.length - 2 * size - 1;
        if (start < 0 || start > MAX_HEADER || value[start] != UNCOMPRESSED) {
            return Optional.empty();
        }
        var x = new BigInteger(1, value, start + 1, size);
        var y = new BigInteger(1, value, start + 1 + size, size);
        try {
            AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
            named.init(new ECGenParameterSpec(jcaName));
            ECParameterSpec spec = named.getParameterSpec(ECParameterSpec.class);
            return isOn(spec.getCurve(), x, y)
                    ? Optional.of(
                            KeyFactory.getInstance("EC")
                                    .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), spec)))
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK doesn't know " + jcaName, e);
        }
    }

    private static boolean isOn(EllipticCurve curve, BigInteger x, BigInteger y) {
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger right = x.modPow(CUBE, p).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(right);
    }
}
