package signet.accountd.csr;

import java.math.BigInteger;
import java.util.Optional;

/**
 * An RSA modulus, looked at for what makes it easy to factor. Takes some milliseconds of 2048 bits,
 * and some five times as long of twice as many, nearly all for the test of primality.
 *
 * @param value the number, of 2048 bits or more
 */
record RsaModulus(BigInteger value) {

    /** Of about as many steps as Let's Encrypt takes. */
    private static final int FERMAT_ROUNDS = 100;

    /** Says what is wrong with it, if anything. */
    Optional<String> weakness() {
        if (!value.gcd(SmallPrimes.PRODUCT).equals(BigInteger.ONE)) {
            return Optional.of("its modulus has a small factor");
        }
        if (isOfRoca()) {
            return Optional.of("it was made by a device that makes weak ones (CVE-2017-15361)");
        }
        if (hasCloseFactors()) {
            return Optional.of("its modulus is of two numbers that are too close");
        }
        return isProbablyPrime() ? Optional.of("its modulus is a prime") : Optional.empty();
    }

    /**
     * Primes that such a device makes are a power of 65537 modulo each small prime, and so is their
     * product. Of other numbers one in 2^27 is that.
     */
    private boolean isOfRoca() {
        for (int prime : SmallPrimes.OF_ROCA) {
            if (!isPowerOf65537(value.mod(BigInteger.valueOf(prime)).intValueExact(), prime)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPowerOf65537(int number, int prime) {
        int generator = 65537 % prime;
        int power = 1;
        do {
            if (power == number) {
                return true;
            }
            power = power * generator % prime;
        } while (power != 1);
        return false;
    }

    /** Fermat's way: n = a² - b², with an a that is near the root of n. */
    private boolean hasCloseFactors() {
        BigInteger[] root = value.sqrtAndRemainder();
        if (root[1].signum() == 0) {
            return true;
        }
        BigInteger a = root[0].add(BigInteger.ONE);
        BigInteger difference = a.multiply(a).subtract(value);
        for (int round = 0; round < FERMAT_ROUNDS; round++) {
            if (isSquare(difference)) {
                return true;
            }
            difference = difference.add(a.shiftLeft(1)).add(BigInteger.ONE);
            a = a.add(BigInteger.ONE);
        }
        return false;
    }

    /** A root takes long, and 11 of 12 numbers are told by the last bits to be no squares. */
    private static boolean isSquare(BigInteger number) {
        int zeros = number.getLowestSetBit();
        if (zeros < 0) {
            return true;
        }
        int last = number.shiftRight(zeros).intValue() & 7;
        return zeros % 2 == 0 && last == 1 && number.sqrtAndRemainder()[1].signum() == 0;
    }

    /** One round of Fermat's test: numbers that pass it and are no primes have to be sought. */
    private boolean isProbablyPrime() {
        BigInteger less = value.subtract(BigInteger.ONE);
        return BigInteger.TWO.modPow(less, value).equals(BigInteger.ONE);
    }
}
