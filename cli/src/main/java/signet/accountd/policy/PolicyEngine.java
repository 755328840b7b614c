package signet.accountd.policy;

import signet.accountd.policy.Assessor.Assessment;
import signet.config.PolicyConfig;
import signet.config.PolicyRule;
import signet.signer.request.OperationKind;
import signet.signer.server.Presence;
import signet.signer.server.RequestPolicy;
import signet.signer.server.Verdict;

import java.io.IOException;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The policy of a policy file, with its memory. Thread-safe. */
public final class PolicyEngine implements AutoCloseable {

    private static final String FINALIZE = "finalize";

    private final PolicyConfig config;
    private final OrderBook orders;
    private final Consent consent;
    private final InstantSource clock;

    PolicyEngine(PolicyConfig config, OrderBook orders, Consent consent, InstantSource clock) {
        this.config = config;
        this.orders = orders;
        this.consent = consent;
        this.clock = clock;
    }

    /**
     * Makes one.
     *
     * @param memory where orders are kept
     * @throws IOException where the memory can't be used; the message says what to do
     */
    public static PolicyEngine open(PolicyConfig config, OrderMemory memory, Consent consent)
            throws IOException {
        InstantSource clock = InstantSource.system();
        return new PolicyEngine(config, memory.open(clock), consent, clock);
    }

    /**
     * Returns the policy for what a key signs.
     *
     * @param accountKey no certificate may be for it (RFC 8555 section 11.1)
     */
    public RequestPolicy forKey(PublicKey accountKey) {
        Assessor assessor = new Assessor(config, Optional.of(accountKey));
        return (client, request, presence) ->
                switch (assessor.assess(client.peer(), client.via(), request, clock.instant())) {
                    case Assessment.Refused(String rule, String reason) -> refused(rule, reason);
                    case Assessment.Allowed(Question question, List<PolicyRule> rules) ->
                            use(rules, question, presence);
                };
    }

    private Verdict use(List<PolicyRule> rules, Question question, Presence presence) {
        if (question.kind() == OperationKind.FINALIZE && !orders.has(question)) {
            return refused(
                    FINALIZE,
                    "the certificate request is not for exactly the names of an order that "
                            + question.peer()
                            + " had signed here");
        }
        PolicyRule rule = rules.getFirst();
        if (isOrder(question)) {
            Optional<String> exhausted = Optional.empty();
            for (PolicyRule candidate : rules) {
                exhausted = orders.objection(candidate, question);
                if (exhausted.isEmpty()) {
                    rule = candidate;
                    break;
                }
            }
            if (exhausted.isPresent()) {
                return refused(rule.name(), exhausted.get());
            }
        }
        Optional<String> objection = consent(rule, question, presence);
        if (objection.isEmpty() && isOrder(question)) {
            objection = count(rule, question);
        }
        return objection.isPresent()
                ? refused(rule.name(), objection.get())
                : new Verdict.Allowed(rule.name());
    }

    private Optional<String> consent(PolicyRule rule, Question question, Presence presence) {
        Asked asked = Asked.of(question);
        if (rule.approval().isAsked(question.kind())) {
            return consent.objection(rule, asked, presence);
        }
        if (!rule.approval().ask().isEmpty()) {
            consent.count(asked);
        }
        return Optional.empty();
    }

    private Optional<String> count(PolicyRule rule, Question question) {
        try {
            return orders.add(rule, question);
        } catch (IOException e) {
            return Optional.of("the order can't be remembered: " + e.getMessage());
        }
    }

    private static boolean isOrder(Question question) {
        return question.kind() == OperationKind.NEW_ORDER
                || question.kind() == OperationKind.NEW_AUTHORIZATION;
    }

    private static Verdict refused(String rule, String reason) {
        return new Verdict.Refused(rule, "refused by the policy: " + reason);
    }

    @Override
    public void close() throws IOException {
        orders.close();
    }
}
