package signet.accountd.audit.check;

import signet.accountd.audit.chain.Position;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the verification of a log found.
 *
 * @param decisions how many decisions are recorded, up to the problem
 * @param lines how many lines are in order
 * @param files how many files were read
 * @param first when the first line was written
 * @param last when the last line was written
 * @param checkpoint the newest checkpoint whose signature was verified
 * @param repairs what repairs recorded
 * @param problem what is wrong
 */
public record Verification(
        long decisions,
        long lines,
        int files,
        Optional<Instant> first,
        Optional<Instant> last,
        Optional<Position> checkpoint,
        List<Repaired> repairs,
        Optional<Problem> problem) {

    /** Copies the list. */
    public Verification {
        repairs = List.copyOf(repairs);
    }

    /**
     * A repair, as the log has it.
     *
     * @param seq the line that tells of it
     * @param reason why it was needed
     */
    public record Repaired(long seq, String reason) {}
}
