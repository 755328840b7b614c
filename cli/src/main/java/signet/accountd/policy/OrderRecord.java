package signet.accountd.policy;

import signet.acme.Identifier;
import signet.acme.MalformedResourceException;
import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.protocol.AsciiJson;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * An order that was signed.
 *
 * @param time when
 * @param peer who asked
 * @param via how it came
 * @param ca for which CA
 * @param rule which rule allowed it
 * @param identifiers for which names and addresses
 */
record OrderRecord(
        Instant time,
        String peer,
        String via,
        String ca,
        String rule,
        Set<Identifier> identifiers) {

    OrderRecord {
        identifiers = Set.copyOf(identifiers);
    }

    /** Returns its line, ASCII, without the line end. */
    String encode() {
        return AsciiJson.of(
                JsonObject.builder()
                        .put("time", time.toString())
                        .put("peer", peer)
                        .put("via", via)
                        .put("ca", ca)
                        .put("rule", rule)
                        .putObjects(
                                "identifiers",
                                identifiers.stream().map(Identifier::toJson).toList())
                        .build());
    }

    static OrderRecord decode(String line) throws JsonException {
        JsonObject object = JsonObject.parse(line);
        Set<Identifier> identifiers = new LinkedHashSet<>();
        try {
            for (JsonObject identifier : object.objects("identifiers")) {
                identifiers.add(Identifier.fromJson(identifier));
            }
            return new OrderRecord(
                    Instant.parse(object.requiredString("time")),
                    object.requiredString("peer"),
                    object.requiredString("via"),
                    object.requiredString("ca"),
                    object.requiredString("rule"),
                    identifiers);
        } catch (MalformedResourceException | DateTimeException e) {
            throw new JsonException(String.valueOf(e.getMessage()));
        }
    }
}
