package signet.accountd.audit.check;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.Position;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts what is in order. Not thread-safe. */
final class Findings {

    /** More of them are counted as lines only, so that memory has a bound. */
    private static final int MAX_REPAIRS = 100;

    private final List<Verification.Repaired> repairs = new ArrayList<>();
    private long decisions;
    private long lines;
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();
    private Optional<Position> checkpoint = Optional.empty();

    void add(ChainLine line, Position position) {
        lines++;
        if (first.isEmpty()) {
            first = Optional.of(line.time());
        }
        last = Optional.of(line.time());
        if (line.type() == LineType.DECISION) {
            decisions++;
        }
        if (line.type() == LineType.CHECKPOINT) {
            checkpoint = Optional.of(position);
        }
    }

    void repaired(long seq, String reason) {
        if (repairs.size() < MAX_REPAIRS) {
            repairs.add(new Verification.Repaired(seq, reason));
        }
    }

    boolean isEmpty() {
        return lines == 0;
    }

    Verification toVerification(int files, Optional<Problem> problem) {
        return new Verification(decisions, lines, files, first, last, checkpoint, repairs, problem);
    }
}
