package signet.accountd.policy;

import signet.config.PolicyRule;

import java.util.Map;

/**
 * What will be remembered of an order, if it is signed.
 *
 * @param question what was asked
 * @param names for which names and addresses
 * @param domains their registered domains, by number
 */
record OrderDraft(Question question, NamesDigest names, Map<Long, String> domains) {

    static OrderDraft of(Question question, RegisteredDomains domains) {
        return new OrderDraft(
                question,
                NamesDigest.of(question.identifiers()),
                DomainSet.named(question.identifiers(), domains));
    }

    RememberedOrders.Sender sender() {
        return new RememberedOrders.Sender(question.peer(), question.via());
    }

    /** Returns the record of it, for a rule that allows it at a time. */
    OrderRecord record(PolicyRule rule, long time) {
        return new OrderRecord(
                time,
                question.kind(),
                question.peer(),
                question.via(),
                question.ca().name(),
                rule.name(),
                names,
                DomainSet.of(domains.keySet()));
    }
}
