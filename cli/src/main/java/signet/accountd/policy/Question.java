package signet.accountd.policy;

import signet.acme.Identifier;
import signet.config.PolicyCa;
import signet.signer.request.OperationKind;

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
 * @param particulars what persons have to know of it, and all that a yes is good for
 * @param now when
 */
record Question(
        String peer,
        String via,
        PolicyCa ca,
        OperationKind kind,
        Set<Identifier> identifiers,
        List<String> particulars,
        Instant now) {

    Question {
        identifiers = Set.copyOf(identifiers);
        particulars = List.copyOf(particulars);
    }
}
