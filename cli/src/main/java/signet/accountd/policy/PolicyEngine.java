package signet.accountd.policy;

import signet.accountd.policy.Assessor.Assessment;
import signet.accountd.policy.OrderBook.Booking;
import signet.config.PolicyConfig;
import signet.config.PolicyRule;
import signet.signer.request.OperationKind;
import signet.signer.server.Presence;
import signet.signer.server.RequestPolicy;
import signet.signer.server.Reservation;
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
    private final CsrCheck csrs = CsrCheck.ofThisMachine();

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
                    case Assessment.Allowed allowed -> use(allowed, presence);
                };
    }

    /** Who may not have a certificate makes nobody look at its key, which takes long. */
    private Verdict use(Assessment.Allowed allowed, Presence presence) {
        Question question = allowed.question();
        if (question.kind() == OperationKind.FINALIZE && !orders.has(question)) {
            return refused(
                    FINALIZE,
                    "the certificate request is not for exactly the names of an order that "
                            + question.peer()
                            + " had signed here");
        }
        Optional<String> objection = allowed.csr().flatMap(csr -> csrs.objection(question, csr));
        if (objection.isPresent()) {
            return refused(Assessor.DEFAULT, objection.get());
        }
        return OrderRecord.isKept(question.kind())
                ? useBudget(allowed.rules(), question, presence)
                : consented(allowed.rules().getFirst(), question, presence);
    }

    private Verdict useBudget(List<PolicyRule> rules, Question question, Presence presence) {
        OrderDraft draft = orders.draft(question);
        PolicyRule rule = rules.getFirst();
        Optional<String> exhausted = Optional.empty();
        for (PolicyRule candidate : rules) {
            exhausted = orders.objection(candidate, draft);
            if (exhausted.isEmpty()) {
                rule = candidate;
                break;
            }
        }
        if (exhausted.isPresent()) {
            return refused(rule.name(), exhausted.get());
        }
        return switch (consented(rule, question, presence)) {
            case Verdict.Allowed allowed -> reserved(allowed, rule, draft);
            case Verdict other -> other;
        };
    }

    /** Budget is set aside after the persons' yes only: a question that is open takes none. */
    private Verdict reserved(Verdict.Allowed allowed, PolicyRule rule, OrderDraft draft) {
        return switch (orders.reserve(rule, draft)) {
            case Booking.Refused(String reason) -> refused(rule.name(), reason);
            case Booking.Reserved(Reservation reservation) ->
                    new Verdict.Reserved(allowed, reservation);
        };
    }

    private Verdict consented(PolicyRule rule, Question question, Presence presence) {
        return consent(rule, question, presence)
                .map(reason -> refused(rule.name(), reason))
                .orElseGet(() -> new Verdict.Allowed(rule.name()));
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

    private static Verdict refused(String rule, String reason) {
        return new Verdict.Refused(rule, "refused by the policy: " + reason);
    }

    @Override
    public void close() throws IOException {
        orders.close();
    }
}
