package signet.accountd.policy;

import signet.signer.request.OrderTerms;

import java.util.List;
import java.util.Optional;

/**
 * What a policy says to a request that was seen somewhere.
 *
 * @param operation what it asks for; empty where it is no request of ACME
 * @param ca the name of the CA, where the policy knows it
 * @param url where it was to be sent
 * @param account for which account
 * @param names for which names and addresses
 * @param terms what else an order asks for
 * @param header the protected header
 * @param payload the payload
 * @param allowed whether rules allow it; budgets and persons are not asked
 * @param rule which rule decides
 * @param reason why it is refused, or what else is needed
 */
public record Explanation(
        Optional<String> operation,
        Optional<String> ca,
        Optional<String> url,
        Optional<String> account,
        List<String> names,
        OrderTerms terms,
        String header,
        String payload,
        boolean allowed,
        String rule,
        Optional<String> reason) {}
