package signet.accountd.policy;

import java.util.Arrays;
import java.util.Optional;

/**
 * Counts in how many orders each of some registered domains is. Not thread-safe.
 *
 * <p>A million numbers may be looked up for one order: most of them are none of ours, which one bit
 * tells of all that begin alike.
 */
final class DomainCount {

    private static final int BITS = 12;

    private final long[] wanted;
    private final int[] counts;
    private final long[] beginnings = new long[(1 << BITS) / Long.SIZE];

    DomainCount(DomainSet domains) {
        wanted = domains.numbers();
        counts = new int[wanted.length];
        for (long number : wanted) {
            beginnings[beginning(number) / Long.SIZE] |= 1L << beginning(number);
        }
    }

    private static int beginning(long number) {
        return (int) (number >>> (Long.SIZE - BITS));
    }

    /** Counts those of an order. */
    void add(DomainSet domains) {
        domains.forEach(this::add);
    }

    private void add(long number) {
        int beginning = beginning(number);
        if ((beginnings[beginning / Long.SIZE] & (1L << beginning)) != 0) {
            int index = Arrays.binarySearch(wanted, number);
            if (index >= 0) {
                counts[index]++;
            }
        }
    }

    /** Returns the first one that is in so many orders, or more. */
    Optional<Long> reaching(int most) {
        for (int i = 0; i < wanted.length; i++) {
            if (counts[i] >= most) {
                return Optional.of(wanted[i]);
            }
        }
        return Optional.empty();
    }
}
