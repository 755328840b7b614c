package signet.accountd.policy;

import signet.accountd.csr.UnverifiedRequest;
import signet.config.PolicyCa;
import signet.config.PolicyConfig;
import signet.config.PolicyRule;
import signet.signer.request.AcmeRequest;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says what the rules say to a request, as far as no memory and no person is needed, and no work
 * that takes long. Thread-safe.
 *
 * @param config the policy
 * @param accountKey no certificate may be for it; empty where it is not known
 */
record Assessor(PolicyConfig config, Optional<PublicKey> accountKey) {

    /** The name of the rule that refuses whatever no other one allows. */
    static final String DEFAULT = "default";

    /** What comes out. */
    sealed interface Assessment {

        /** It is refused. */
        record Refused(String rule, String reason) implements Assessment {}

        /**
         * Rules allow it.
         *
         * @param question what they were asked
         * @param rules those that do, in their order; at least one
         * @param csr the certificate request in it, whose key was not looked at
         */
        record Allowed(Question question, List<PolicyRule> rules, Optional<UnverifiedRequest> csr)
                implements Assessment {}
    }

    Assessment assess(String peer, String via, AcmeRequest request, Instant now) {
        Optional<PolicyCa> ca = Cas.of(config, request);
        if (ca.isEmpty()) {
            return refused("no [ca] of the policy has the server " + request.origin());
        }
        Optional<String> foreign = Cas.objection(ca.get(), request);
        if (foreign.isPresent()) {
            return new Assessment.Refused("ca " + ca.get().name(), foreign.get());
        }
        Subject subject;
        try {
            subject = Subject.of(request);
        } catch (Subject.UnreadableException e) {
            return refused(e.reason());
        }
        if (accountKey.isPresent()
                && subject.csr().filter(csr -> csr.isFor(accountKey.get())).isPresent()) {
            return refused("the certificate request is for the account key itself");
        }
        Question question =
                new Question(
                        peer,
                        via,
                        ca.get(),
                        request.kind(),
                        subject.identifiers(),
                        subject.terms(),
                        subject.particulars(),
                        now);
        return switch (new RuleBook(config).find(question)) {
            case RuleBook.Finding.Refusing(String rule, String reason) ->
                    new Assessment.Refused(rule, reason);
            case RuleBook.Finding.Allowing(List<PolicyRule> rules) ->
                    new Assessment.Allowed(question, rules, subject.csr());
        };
    }

    private static Assessment refused(String reason) {
        return new Assessment.Refused(DEFAULT, reason);
    }
}
