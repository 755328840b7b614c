package signet.master.firewall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows packets through the chains of one table. Every chain is looked at once, so that the time
 * is bounded by the number of rules. Not thread-safe.
 */
final class Traversal {

    private final Map<String, List<Step>> chains;
    private final Map<String, End> ends = new HashMap<>();

    private enum End {
        ACCEPTED,
        FELL_THROUGH,
        MAY_BE_DROPPED
    }

    /** Prepares for chains, by their names. */
    Traversal(Map<String, List<Step>> chains) {
        this.chains = chains;
    }

    /**
     * Says whether packets could be dropped in a base chain.
     *
     * @param dropsAtEnd whether its policy is to drop
     */
    boolean mayDrop(String baseChain, boolean dropsAtEnd) {
        return switch (end(baseChain)) {
            case ACCEPTED -> false;
            case FELL_THROUGH -> dropsAtEnd;
            case MAY_BE_DROPPED -> true;
        };
    }

    private End end(String chain) {
        End known = ends.get(chain);
        if (known != null) {
            return known;
        }
        ends.put(chain, End.FELL_THROUGH); // the kernel allows no loops; we must not hang on one
        End end = walk(chains.getOrDefault(chain, List.of()));
        ends.put(chain, end);
        return end;
    }

    private End walk(List<Step> steps) {
        for (Step step : steps) {
            if (step.applies() == Truth.NO) {
                continue;
            }
            boolean certain = step.applies() == Truth.YES;
            End end = end(step);
            if (end == End.MAY_BE_DROPPED || (certain && end == End.ACCEPTED)) {
                return end;
            }
            if (certain && step.verdict() != Step.Verdict.JUMP) {
                return End.FELL_THROUGH; // a return, or a goto to a chain that has ended
            }
        }
        return End.FELL_THROUGH;
    }

    private End end(Step step) {
        return switch (step.verdict()) {
            case ACCEPT -> End.ACCEPTED;
            case DROP -> End.MAY_BE_DROPPED;
            case RETURN -> End.FELL_THROUGH;
            case JUMP, GOTO -> end(step.target());
        };
    }
}
