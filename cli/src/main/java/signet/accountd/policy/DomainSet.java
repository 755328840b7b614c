package signet.accountd.policy;

import signet.acme.Identifier;
import signet.jose.Base64Url;
import signet.jose.JsonException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The registered domains of an order, each by the first eight bytes of its SHA-256: so a domain
 * takes as little room as a number, in the file and in memory. Two that fall together by chance, or
 * were sought for long, share one budget: that is never more than each of them has. Immutable.
 */
final class DomainSet {

    private final long[] sorted;

    private DomainSet(long[] sorted) {
        this.sorted = sorted;
    }

    /** Returns the domains of names and addresses, by their numbers, in order. */
    static Map<Long, String> named(Set<Identifier> identifiers, RegisteredDomains domains) {
        Map<Long, String> named = new TreeMap<>();
        for (Identifier identifier : identifiers) {
            String domain = domains.of(identifier);
            named.put(number(domain), domain);
        }
        return named;
    }

    private static long number(String domain) {
        return ByteBuffer.wrap(Sha256.of(domain.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    static DomainSet of(Set<Long> numbers) {
        return new DomainSet(numbers.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    static DomainSet decode(String text) throws JsonException {
        try {
            byte[] bytes = Base64Url.decode(text);
            if (bytes.length > 0 && bytes.length % Long.BYTES == 0) {
                long[] numbers = new long[bytes.length / Long.BYTES];
                ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
                Arrays.sort(numbers);
                return new DomainSet(numbers);
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw new JsonException("\"domains\" are no numbers of eight bytes");
    }

    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(sorted.length * Long.BYTES);
        bytes.asLongBuffer().put(sorted);
        return Base64Url.encode(bytes.array());
    }

    /** Returns the numbers, in order. */
    long[] numbers() {
        return sorted.clone();
    }

    /** Shows each number. */
    void forEach(LongConsumer consumer) {
        for (long number : sorted) {
            consumer.accept(number);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainSet set && Arrays.equals(sorted, set.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return encode();
    }
}
