package signet.accountd;

import signet.accountd.approval.ApprovalRequest;
import signet.accountd.approval.Approvals;
import signet.accountd.approval.Approvals.Submission;
import signet.accountd.approval.Grant;
import signet.accountd.approval.LeaseUse;
import signet.accountd.approval.Person;
import signet.accountd.policy.Asked;
import signet.accountd.policy.Consent;
import signet.config.PolicyApproval;
import signet.config.PolicyRule;
import signet.signer.server.Presence;

import java.io.IOException;
import java.util.Optional;

/**
 * Asks persons what the policy wants them to approve, unless one of their leases covers it.
 *
 * @param approvals knows how to reach them
 */
record Persons(Approvals approvals) implements Consent {

    @Override
    public Optional<String> objection(PolicyRule rule, Asked asked, Presence presence) {
        if (approvals.leases().use(use(asked)).isPresent()) {
            return Optional.empty();
        }
        Optional<Person> user;
        try {
            user = Person.named(asked.peer());
        } catch (IOException e) {
            return Optional.of("can't tell who asks: " + e.getMessage());
        }
        PolicyApproval wanted = rule.approval();
        ApprovalRequest request =
                new ApprovalRequest(
                        asked.peer(),
                        user,
                        asked.via(),
                        asked.ca(),
                        asked.kind().toString(),
                        asked.names(),
                        asked.particulars(),
                        rule.name(),
                        wanted.persons(asked.kind()),
                        wanted.signatures(),
                        wanted.lease());
        return obtain(request, presence) instanceof Grant.Refused refused
                ? Optional.of(
                        "rule \""
                                + rule.name()
                                + "\" wants an approval: "
                                + refused.reason()
                                + approvals
                                        .retryAfter(request)
                                        .map(time -> "; the same can be asked again in " + time)
                                        .orElse(""))
                : Optional.empty();
    }

    private Grant obtain(ApprovalRequest request, Presence presence) {
        return switch (approvals.submit(request)) {
            case Submission.Refused(var refused) -> refused;
            case Submission.Waits(var pending) -> {
                try (var _ = presence.whenGone(pending::cancel)) {
                    yield pending.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    yield new Grant.Cancelled();
                }
            }
        };
    }

    @Override
    public void count(Asked asked) {
        boolean _ = approvals.leases().use(use(asked)).isPresent();
    }

    private static LeaseUse use(Asked asked) {
        return new LeaseUse(
                asked.peer(),
                asked.via(),
                asked.ca(),
                asked.kind().toString(),
                asked.names(),
                asked.particulars());
    }
}
