package signet.accountd.audit.check;

import signet.accountd.audit.chain.CheckpointPublicKey;
import signet.accountd.audit.chain.Position;

import java.util.List;
import java.util.Set;

/**
 * By what a log is verified.
 *
 * @param key the key of its checkpoints
 * @param expected lines that somebody noted elsewhere
 * @param accepted the lines of repairs whose loss is known
 * @param partial whether files at the beginning may have been moved away
 */
public record VerifyOptions(
        CheckpointPublicKey key, List<Position> expected, Set<Long> accepted, boolean partial) {

    /** Copies the collections. */
    public VerifyOptions {
        expected = List.copyOf(expected);
        accepted = Set.copyOf(accepted);
    }
}
