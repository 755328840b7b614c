package signet.accountd.audit.check;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.audit.chain.LogUse;
import signet.accountd.audit.chain.LogWalk;
import signet.accountd.audit.chain.LogWalk.Located;
import signet.accountd.audit.chain.LogWalk.MissingFileException;
import signet.accountd.audit.chain.Position;
import signet.accountd.audit.check.Problem.Kind;
import signet.jose.JsonException;

import java.io.IOException;
import java.util.Optional;

/** Verifies a log, also one that accountd is writing to. One object verifies once. */
public final class Verifier {

    private final LogFiles files;
    private final VerifyOptions options;
    private final Findings findings = new Findings();
    private final ContentCheck content;

    private Position last = Position.BEFORE_ALL;
    private Optional<Located> before = Optional.empty();

    /** Makes one. */
    public Verifier(LogFiles files, VerifyOptions options) {
        this.files = files;
        this.options = options;
        this.content = new ContentCheck(options, findings);
    }

    /**
     * Verifies.
     *
     * @throws IOException where a file can't be read
     */
    public Verification run() throws IOException {
        try {
            // First of all: what it vouches for is in the files that there are then.
            Vouchers vouchers = Vouchers.read(files, options);
            try (LogWalk walk = new LogWalk(files, options.partial())) {
                Optional<Problem> problem = problem(walk, vouchers);
                return findings.toVerification(walk.files(), problem);
            }
        } catch (ProblemException e) {
            return findings.toVerification(0, Optional.of(e.problem()));
        }
    }

    private Optional<Problem> problem(LogWalk walk, Vouchers vouchers) throws IOException {
        try {
            for (Optional<Located> next = walk.next(); next.isPresent(); next = walk.next()) {
                if (!check(next.get(), walk, vouchers)) {
                    break;
                }
                before = next;
            }
            vouchers.finish(content.log(), last, options.partial());
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        } catch (MissingFileException e) {
            return Optional.of(
                    new Problem(
                            Kind.DROPPED,
                            e.missing(),
                            0,
                            last.seq() + 1,
                            "the file is missing; where it and those before it were moved away on"
                                    + " purpose, --partial begins with the first one left"));
        }
    }

    /** Returns false at a line that accountd has not finished yet. */
    private boolean check(Located located, LogWalk walk, Vouchers vouchers)
            throws IOException, ProblemException {
        if (!located.line().complete()) {
            return unfinished(located, vouchers);
        }
        try {
            ChainLine line = ChainLine.parse(located.line().bytes());
            if (findings.isEmpty()) {
                begin(located, line);
            }
            if (!line.follows(last)) {
                throw new ProblemException(
                        new Diagnosis(files, walk, vouchers).of(before, last, located, line));
            }
            last = last.next(located.line().bytes());
            vouchers.check(located, last);
            content.check(located, line);
            findings.add(line, last);
            return true;
        } catch (JsonException e) {
            throw problem(Kind.EDITED, located, last.seq() + 1, String.valueOf(e.getMessage()));
        }
    }

    private boolean unfinished(Located located, Vouchers vouchers) throws ProblemException {
        if (located.line().overlong()) {
            throw problem(Kind.EDITED, located, last.seq() + 1, "it is longer than a line can be");
        }
        if (located.file().equals(files.log()) && LogUse.isUnderWay(files.lock())) {
            return false;
        }
        if (vouchers.reach(last.seq() + 1)) {
            throw problem(
                    Kind.TRUNCATED,
                    located,
                    last.seq() + 1,
                    "it has no end, and the head file vouches for it");
        }
        throw problem(
                Kind.TORN,
                located,
                last.seq() + 1,
                "it has no end, as after a power cut while it was written; signet-accountd audit"
                        + " repair takes it out");
    }

    private void begin(Located located, ChainLine line) throws ProblemException {
        if (options.partial() && line.type() == LineType.ROTATED) {
            last = new Position(line.seq() - 1, line.prev());
        } else if (line.type() != LineType.GENESIS && line.seq() > 0) {
            throw problem(
                    Kind.DROPPED,
                    located,
                    0,
                    "the log begins with line "
                            + line.seq()
                            + "; lines 0 to "
                            + (line.seq() - 1)
                            + " are missing");
        }
    }

    private static ProblemException problem(Kind kind, Located located, long seq, String detail) {
        return new ProblemException(
                new Problem(kind, located.file(), located.line().number(), seq, detail));
    }
}
