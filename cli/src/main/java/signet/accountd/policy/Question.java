package signet.accountd.policy;

import signet.acme.Identifier;
import signet.config.PolicyCa;
import signet.signer.request.OperationKind;
import signet.signer.request.OrderTerms;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What rules are asked.
 *
 * @param peer who asks
 * @param via how it came
 * @param ca whom the request is for
 * @param kind what it asks for
 * @param identifiers for which names and addresses; empty where it is about none
 * @param terms what else an order asks for
 * @param particulars what persons have to know of it besides its names; a yes is for exactly this
 * @param now when
 */
record Question(
        String peer,
        String via,
        PolicyCa ca,
        OperationKind kind,
        Set<Identifier> identifiers,
        OrderTerms terms,
        List<String> particulars,
        Instant now) {

    Question {
        identifiers = Set.copyOf(identifiers);
        particulars = List.copyOf(particulars);
    }
}
