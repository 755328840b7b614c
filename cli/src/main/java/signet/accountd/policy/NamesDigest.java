package signet.accountd.policy;

import signet.acme.Identifier;
import signet.jose.Base64Url;
import signet.jose.JsonException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stands for a set of names and addresses: the SHA-256 of the sorted set, so that each order takes
 * the same room, however many names it has. Four numbers, as an array would have no equality.
 */
record NamesDigest(long first, long second, long third, long fourth) {

    private static final int LENGTH = 4 * Long.BYTES;

    static NamesDigest of(Set<Identifier> identifiers) {
        String text =
                identifiers.stream()
                        .map(identifier -> identifier.type() + ":" + identifier.value() + "\n")
                        .sorted()
                        .collect(Collectors.joining());
        return of(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static NamesDigest of(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new NamesDigest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    static NamesDigest decode(String text) throws JsonException {
        try {
            byte[] hash = Base64Url.decode(text);
            if (hash.length == LENGTH) {
                return of(hash);
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw new JsonException("\"names\" is no SHA-256");
    }

    String encode() {
        return Base64Url.encode(
                ByteBuffer.allocate(LENGTH)
                        .putLong(first)
                        .putLong(second)
                        .putLong(third)
                        .putLong(fourth)
                        .array());
    }
}
