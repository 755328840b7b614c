package signet.accountd.policy;

import signet.acme.Identifier;
import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.request.OperationKind;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Lines as they were before the file had a version: with all names, however many, and without the
 * kind. Each counts as an order, as most were. Names are taken as they stand there, also where none
 * like them would be ordered now: of them, a hash is kept.
 */
final class FirstFormat {

    private FirstFormat() {}

    static OrderRecord decode(JsonObject object, RegisteredDomains domains) throws JsonException {
        Set<Identifier> identifiers = new LinkedHashSet<>();
        for (JsonObject identifier : object.objects("identifiers")) {
            identifiers.add(
                    new Identifier(
                            identifier.requiredString("type"), identifier.requiredString("value")));
        }
        if (identifiers.isEmpty()) {
            throw new JsonException("an order without names");
        }
        return new OrderRecord(
                JournalTime.decode(object.requiredString("time")),
                OperationKind.NEW_ORDER,
                object.requiredString("peer"),
                object.requiredString("via"),
                object.requiredString("ca"),
                object.requiredString("rule"),
                NamesDigest.of(identifiers),
                DomainSet.of(DomainSet.named(identifiers, domains).keySet()));
    }
}
