package signet.accountd.csr;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.stream.IntStream;

/** The primes below 65,536, for {@link RsaModulus}. */
final class SmallPrimes {

    private static final int LIMIT = 1 << 16;
    private static final int LAST_OF_ROCA = 167;
    private static final int[] ALL = sieve();

    /** The product of all. */
    static final BigInteger PRODUCT = product(0, ALL.length);

    /** The odd ones that all moduli of weak devices have in common, whatever their length. */
    static final int[] OF_ROCA =
            IntStream.of(ALL).filter(prime -> prime > 2 && prime <= LAST_OF_ROCA).toArray();

    private SmallPrimes() {}

    private static int[] sieve() {
        BitSet composite = new BitSet(LIMIT);
        for (int i = 2; i * i < LIMIT; i++) {
            if (!composite.get(i)) {
                for (int multiple = i * i; multiple < LIMIT; multiple += i) {
                    composite.set(multiple);
                }
            }
        }
        return IntStream.range(2, LIMIT).filter(number -> !composite.get(number)).toArray();
    }

    /** By halves, as long numbers are multiplied faster by each other than by short ones. */
    private static BigInteger product(int from, int to) {
        if (to - from == 1) {
            return BigInteger.valueOf(ALL[from]);
        }
        int middle = (from + to) >>> 1;
        return product(from, middle).multiply(product(middle, to));
    }
}
