package signet.accountd.audit.check;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.audit.chain.LogWalk;
import signet.accountd.audit.chain.LogWalk.Located;
import signet.accountd.audit.chain.Position;
import signet.accountd.audit.chain.Sha256;
import signet.accountd.audit.check.Problem.Kind;
import signet.jose.JsonException;

import java.io.IOException;
import java.util.Optional;

/** Finds out what was done to a log whose chain breaks at a line. Uses up the walk. */
final class Diagnosis {

    private final LogFiles files;
    private final LogWalk walk;
    private final Vouchers vouchers;

    Diagnosis(LogFiles files, LogWalk walk, Vouchers vouchers) {
        this.files = files;
        this.walk = walk;
        this.vouchers = vouchers;
    }

    /**
     * Returns what was done.
     *
     * @param before the line before, where there is one
     * @param last its position
     * @param located the line that does not follow it
     * @param line the same
     */
    Problem of(Optional<Located> before, Position last, Located located, ChainLine line)
            throws IOException {
        long wanted = last.seq() + 1;
        if (line.prev().equals(last.hash())) {
            return problem(
                    Kind.EDITED,
                    located,
                    wanted,
                    "its number is " + line.seq() + ", not " + wanted);
        }
        if (line.seq() == wanted) {
            return edited(before, located, line);
        }
        if (line.seq() < wanted) {
            return problem(
                    Kind.REORDERED,
                    located,
                    wanted,
                    "line " + line.seq() + " is here, which was before already");
        }
        Optional<Problem> missing = missingFile(line, wanted);
        return missing.isPresent() ? missing.get() : dropped(located, line, wanted);
    }

    /** Either the line before is not what it was, or this line does not tell it any more. */
    private Problem edited(Optional<Located> before, Located located, ChainLine line)
            throws IOException {
        String hash = Sha256.hex(located.line().bytes());
        Optional<String> told = vouchers.hashOf(line.seq());
        Optional<Located> next = told.isPresent() ? Optional.empty() : walk.next();
        if (next.isPresent()) {
            told = parse(next.get()).map(ChainLine::prev);
        }
        boolean intact = told.map(hash::equals).orElse(true);
        return before.isPresent() && intact
                ? problem(
                        Kind.EDITED,
                        before.get(),
                        line.seq() - 1,
                        "its hash is not the one that the next line has")
                : problem(
                        Kind.EDITED,
                        located,
                        line.seq(),
                        "it does not have the hash of the line before");
    }

    /** The newest of the closed files may be the missing one: its name is in the line behind it. */
    private Optional<Problem> missingFile(ChainLine line, long wanted) {
        try {
            if (line.type() != LineType.ROTATED) {
                return Optional.empty();
            }
            int number = (int) line.json().number("number").orElse(0);
            return Optional.of(files.numbered(number))
                    .filter(file -> !LogFiles.exists(file))
                    .map(file -> new Problem(Kind.DROPPED, file, 0, wanted, "the file is missing"));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private Problem dropped(Located located, ChainLine line, long wanted) throws IOException {
        for (Optional<Located> next = walk.next(); next.isPresent(); next = walk.next()) {
            Optional<ChainLine> later = parse(next.get());
            if (later.isPresent() && later.get().seq() == wanted) {
                return problem(
                        Kind.REORDERED,
                        located,
                        wanted,
                        "line "
                                + line.seq()
                                + " is here, and line "
                                + wanted
                                + " behind it, at "
                                + next.get().file()
                                + ":"
                                + next.get().line().number());
            }
        }
        return problem(
                Kind.DROPPED,
                located,
                wanted,
                line.seq() == wanted + 1
                        ? "line " + wanted + " is missing before it"
                        : "lines " + wanted + " to " + (line.seq() - 1) + " are missing before it");
    }

    private static Optional<ChainLine> parse(Located located) {
        try {
            return Optional.of(ChainLine.parse(located.line().bytes()));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static Problem problem(Kind kind, Located located, long seq, String detail) {
        return new Problem(kind, located.file(), located.line().number(), seq, detail);
    }
}
