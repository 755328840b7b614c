package signet.config;

import signet.signer.request.OperationKind;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a rule wants persons to approve.
 *
 * @param ask which operations; those that can't be undone are asked for in any case
 * @param persons how many have to say yes; where the rule doesn't say, two for what can't be undone
 * @param lease for how long a yes is good
 * @param signatures for how many signatures a yes is good
 */
public record PolicyApproval(
        Set<OperationKind> ask, OptionalInt persons, Duration lease, int signatures) {

    static final int MOST_PERSONS = 9;
    static final int MOST_MINUTES = 7 * 24 * 60;
    static final int MOST_SIGNATURES = 10_000;

    private static final Set<OperationKind> FOR_GOOD =
            Set.of(OperationKind.KEY_CHANGE, OperationKind.DEACTIVATION);

    /** Copies the set. */
    public PolicyApproval {
        ask = Set.copyOf(ask);
    }

    /** Says whether an operation needs a person's yes. An approved order needs one to its end. */
    public boolean isAsked(OperationKind kind) {
        return ask.contains(kind)
                || FOR_GOOD.contains(kind)
                || (kind == OperationKind.FINALIZE && ask.contains(OperationKind.NEW_ORDER));
    }

    /** Returns how many persons have to say yes to an operation. */
    public int persons(OperationKind kind) {
        return persons.orElse(FOR_GOOD.contains(kind) ? 2 : 1);
    }
}
