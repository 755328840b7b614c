package signet.accountd.csr;

import java.math.BigInteger;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;

/**
 * A public key on an Edwards curve (RFC 8032), as far as its order needs. That of its y alone: a
 * point and its negative have the same order, and doubling needs no more than the squares.
 *
 * @param y the coordinate
 * @param curve which one
 */
record EdwardsPoint(BigInteger y, Curve curve) {

    /**
     * A curve a·x² + y² = 1 + d·x²y².
     *
     * @param p the field's size
     * @param cofactor the exponent of it as a power of two
     */
    record Curve(BigInteger p, BigInteger a, BigInteger d, int cofactor) {}

    private static final Curve CURVE_25519 = curve25519();
    private static final Curve CURVE_448 = curve448();

    static EdwardsPoint of(EdECPublicKey key) {
        boolean is25519 = key.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
        return new EdwardsPoint(key.getPoint().getY(), is25519 ? CURVE_25519 : CURVE_448);
    }

    private static Curve curve25519() {
        BigInteger p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        BigInteger d =
                BigInteger.valueOf(-121665)
                        .multiply(BigInteger.valueOf(121666).modInverse(p))
                        .mod(p);
        return new Curve(p, BigInteger.ONE.negate(), d, 3);
    }

    private static Curve curve448() {
        BigInteger p =
                BigInteger.TWO.pow(448).subtract(BigInteger.TWO.pow(224)).subtract(BigInteger.ONE);
        return new Curve(p, BigInteger.ONE, BigInteger.valueOf(-39081), 2);
    }

    /**
     * Says whether everybody can sign for it: its order divides the cofactor. Also where y is not
     * in its one form, or belongs to no point.
     */
    boolean isOfSmallOrder() {
        if (y.compareTo(curve.p()) >= 0) {
            return true;
        }
        try {
            BigInteger multiple = y;
            for (int i = 0; i < curve.cofactor(); i++) {
                multiple = doubled(multiple);
            }
            return multiple.equals(BigInteger.ONE);
        } catch (ArithmeticException e) {
            // A division by zero, which no point of the curve comes to.
            return true;
        }
    }

    /** y of 2P is (y² - a·x²) / (2 - a·x² - y²), and x² is (1 - y²) / (a - d·y²). */
    private BigInteger doubled(BigInteger of) {
        BigInteger p = curve.p();
        BigInteger yy = of.multiply(of).mod(p);
        BigInteger axx =
                BigInteger.ONE
                        .subtract(yy)
                        .multiply(curve.a())
                        .multiply(curve.a().subtract(curve.d().multiply(yy)).modInverse(p))
                        .mod(p);
        return yy.subtract(axx)
                .multiply(BigInteger.TWO.subtract(axx).subtract(yy).modInverse(p))
                .mod(p);
    }
}
