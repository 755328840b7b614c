package signet.accountd.policy;

import signet.config.PolicyRule;
import signet.signer.server.Presence;

import java.util.Optional;

/** Gets the yes of persons. Thread-safe. */
public interface Consent {

    /**
     * Gets it for one request; may wait until they have answered.
     *
     * @param asked what the rule wants them to approve
     * @param presence tells when nobody is there any more who wants to know
     * @return why they did not say yes, in words for the sender of the request
     */
    Optional<String> objection(PolicyRule rule, Asked asked, Presence presence);

    /**
     * Counts a request that needs no yes of its own, but belongs to what was approved.
     *
     * @param asked what was asked for
     */
    void count(Asked asked);
}
