package signet.master.firewall;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.util.List;
import java.util.Optional;

/** Reads the values that nft compares with. */
final class NftValues {

    private NftValues() {}

    /** Returns the addresses that a value means; empty for a named set and other things. */
    static Optional<AddressRange> addresses(Object value) throws JsonException {
        try {
            return switch (value) {
                case String text -> Optional.of(AddressRange.parse(text));
                case JsonObject object -> range(object);
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<AddressRange> range(JsonObject object) throws JsonException {
        Optional<JsonObject> prefix = object.object("prefix");
        if (prefix.isPresent()) {
            int length = Math.clamp(prefix.get().number("len").orElse(0), 0, 128);
            return Optional.of(AddressRange.prefix(prefix.get().requiredString("addr"), length));
        }
        List<String> ends = object.has("range") ? object.strings("range") : List.of();
        return ends.size() == 2
                ? Optional.of(AddressRange.between(ends.getFirst(), ends.getLast()))
                : Optional.empty();
    }
}
