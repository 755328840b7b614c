package signet.accountd.csr;

import static signet.testing.DerWriter.bits;
import static signet.testing.DerWriter.integer;
import static signet.testing.DerWriter.objectIdentifier;
import static signet.testing.DerWriter.octets;
import static signet.testing.DerWriter.sequence;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;

/**
 * An RSA key of factors that nobody should choose.
 *
 * @param modulus their product
 * @param privateExponent the inverse of 65537
 */
record RsaFixture(BigInteger modulus, BigInteger privateExponent) {

    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
    private static final byte[] NULL = {5, 0};

    static RsaFixture of(BigInteger... primes) {
        BigInteger modulus = BigInteger.ONE;
        BigInteger order = BigInteger.ONE;
        for (BigInteger prime : primes) {
            modulus = modulus.multiply(prime);
            order = order.multiply(prime.subtract(BigInteger.ONE));
        }
        return new RsaFixture(modulus, EXPONENT.modInverse(order));
    }

    /** The primes of a device that was found in 2017: k·M + (65537 to the a, modulo M). */
    static BigInteger rocaPrime(Random random) {
        BigInteger product = BigInteger.TWO;
        BigInteger prime = BigInteger.TWO;
        for (int i = 1; i < 126; i++) {
            prime = prime.nextProbablePrime();
            product = product.multiply(prime);
        }
        BigInteger candidate;
        do {
            BigInteger power = EXPONENT.modPow(new BigInteger(64, random), product);
            BigInteger factor = new BigInteger(52, random).setBit(53).setBit(52);
            candidate = factor.multiply(product).add(power);
        } while (!candidate.isProbablePrime(30));
        return candidate;
    }

    byte[] publicKeyInfo() {
        return sequence(
                sequence(objectIdentifier("1.2.840.113549.1.1.1"), NULL),
                bits(sequence(integer(modulus), integer(EXPONENT))));
    }

    /** Signs by hand: Java makes no private key of such numbers. */
    byte[] request(byte[] info) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(info);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        byte[] digestInfo =
                sequence(
                        sequence(objectIdentifier("2.16.840.1.101.3.4.2.1"), NULL), octets(digest));
        int length = (modulus.bitLength() + 7) / 8;
        byte[] padded = new byte[length];
        Arrays.fill(padded, (byte) 0xff);
        padded[0] = 0;
        padded[1] = 1;
        padded[length - digestInfo.length - 1] = 0;
        System.arraycopy(digestInfo, 0, padded, length - digestInfo.length, digestInfo.length);
        byte[] signature = new BigInteger(1, padded).modPow(privateExponent, modulus).toByteArray();
        byte[] fixed = new byte[length];
        int from = Math.max(0, signature.length - length);
        System.arraycopy(
                signature,
                from,
                fixed,
                length - (signature.length - from),
                signature.length - from);
        return sequence(
                info, sequence(objectIdentifier("1.2.840.113549.1.1.11"), NULL), bits(fixed));
    }
}
