package signet.accountd.policy;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.request.OperationKind;

/**
 * An order that was signed, or an authorization without one. Small, as many are kept: texts that
 * stand in many of them are the same objects.
 *
 * @param time when, see {@link JournalEntry}
 * @param kind newOrder or newAuthz
 * @param peer who asked
 * @param via how it came
 * @param ca for which CA
 * @param rule which rule allowed it
 * @param names for which names and addresses
 * @param domains the registered domains of these
 */
record OrderRecord(
        long time,
        OperationKind kind,
        String peer,
        String via,
        String ca,
        String rule,
        NamesDigest names,
        DomainSet domains)
        implements JournalEntry {

    OrderRecord {
        peer = peer.intern();
        via = via.intern();
        ca = ca.intern();
        rule = rule.intern();
    }

    /** Returns the same with another time. */
    OrderRecord at(long other) {
        return new OrderRecord(other, kind, peer, via, ca, rule, names, domains);
    }

    @Override
    public String encode() {
        return JsonObject.builder()
                .put("time", JournalTime.encode(time))
                .put("kind", kind.toString())
                .put("peer", peer)
                .put("via", via)
                .put("ca", ca)
                .put("rule", rule)
                .put("names", names.encode())
                .put("domains", domains.encode())
                .build()
                .toString();
    }

    static OrderRecord decode(JsonObject object) throws JsonException {
        return new OrderRecord(
                JournalTime.decode(object.requiredString("time")),
                kind(object.requiredString("kind")),
                object.requiredString("peer"),
                object.requiredString("via"),
                object.requiredString("ca"),
                object.requiredString("rule"),
                NamesDigest.decode(object.requiredString("names")),
                DomainSet.decode(object.requiredString("domains")));
    }

    private static OperationKind kind(String label) throws JsonException {
        return OperationKind.of(label)
                .filter(OrderRecord::isKept)
                .orElseThrow(() -> new JsonException("\"kind\" is no kind that is kept"));
    }

    /** Says whether requests of a kind are remembered. */
    static boolean isKept(OperationKind kind) {
        return kind == OperationKind.NEW_ORDER || kind == OperationKind.NEW_AUTHORIZATION;
    }

    /** Says whether it is one that a certificate request can be for. */
    boolean covers(Question question, NamesDigest asked) {
        return kind == OperationKind.NEW_ORDER
                && names.equals(asked)
                && peer.equals(question.peer())
                && via.equals(question.via())
                && ca.equals(question.ca().name());
    }
}
