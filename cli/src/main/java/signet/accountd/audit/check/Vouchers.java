package signet.accountd.audit.check;

import signet.accountd.audit.chain.CheckpointPublicKey;
import signet.accountd.audit.chain.Head;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.audit.chain.LogWalk.Located;
import signet.accountd.audit.chain.Position;
import signet.accountd.audit.check.Problem.Kind;
import signet.jose.JsonException;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What vouches for the log besides its own lines: the head file, and what was noted elsewhere. */
final class Vouchers {

    private final LogFiles files;
    private final Optional<Head> head;
    private final Map<Long, Position> expected = new HashMap<>();

    private Vouchers(LogFiles files, Optional<Head> head, List<Position> expected) {
        this.files = files;
        this.head = head;
        expected.forEach(position -> this.expected.put(position.seq(), position));
    }

    /** Reads the head file; before the log, to which accountd may be adding lines. */
    static Vouchers read(LogFiles files, VerifyOptions options)
            throws IOException, ProblemException {
        try {
            Optional<Head> head = Head.read(files.head());
            if (head.isPresent()) {
                checkSignature(files, head.get(), options.key());
            }
            return new Vouchers(files, head, options.expected());
        } catch (JsonException e) {
            throw new ProblemException(
                    new Problem(
                            Kind.NO_HEAD,
                            files.head(),
                            0,
                            0,
                            "the head file is broken: " + e.getMessage()));
        }
    }

    private static void checkSignature(LogFiles files, Head head, CheckpointPublicKey key)
            throws ProblemException {
        long seq = head.position().seq();
        if (!head.key().equals(key.id())) {
            throw new ProblemException(
                    new Problem(
                            Kind.OTHER_KEY,
                            files.head(),
                            0,
                            seq,
                            "the head file is signed with key "
                                    + head.key()
                                    + ", and not with "
                                    + key.id()));
        }
        if (!key.verifies(head.attestation(), head.signature())) {
            throw new ProblemException(
                    new Problem(
                            Kind.BAD_SIGNATURE,
                            files.head(),
                            0,
                            seq,
                            "the head file has a wrong signature"));
        }
    }

    /** Returns the hash that is vouched for, where this line is. */
    Optional<String> hashOf(long seq) {
        return head.map(Head::position)
                .filter(position -> position.seq() == seq)
                .map(Position::hash);
    }

    /** Says whether the head file vouches for a line. */
    boolean reach(long seq) {
        return head.isPresent() && head.get().position().seq() >= seq;
    }

    /** Compares a line with what is vouched for. */
    void check(Located located, Position position) throws ProblemException {
        Optional<String> vouched = hashOf(position.seq());
        if (vouched.isPresent() && !vouched.get().equals(position.hash())) {
            throw problem(
                    located,
                    position,
                    Kind.EDITED,
                    "it is not the line that the head file vouches for: it was edited, or the log"
                            + " was written anew");
        }
        Position noted = expected.remove(position.seq());
        if (noted != null && !noted.equals(position)) {
            throw problem(
                    located,
                    position,
                    Kind.REPLACED,
                    "its hash is "
                            + position.hash()
                            + ", and not "
                            + noted.hash()
                            + " as expected: the log was written anew from this line or an earlier"
                            + " one on");
        }
    }

    private static ProblemException problem(
            Located located, Position position, Kind kind, String detail) {
        return new ProblemException(
                new Problem(kind, located.file(), located.line().number(), position.seq(), detail));
    }

    /**
     * Checks that the log goes as far as is vouched for.
     *
     * @param log the id in the log's first line
     * @param last its last line
     * @param partial whether its first files are elsewhere
     */
    void finish(String log, Position last, boolean partial) throws ProblemException {
        if (head.isEmpty()) {
            throw ended(
                    Kind.NO_HEAD,
                    last.seq(),
                    "the head file "
                            + files.head()
                            + " is gone, so that nothing vouches for the end of the log");
        }
        long vouched = head.get().position().seq();
        if (vouched > last.seq()) {
            throw ended(
                    Kind.TRUNCATED,
                    last.seq() + 1,
                    "the log ends with line "
                            + last.seq()
                            + ", and its head file vouches for line "
                            + vouched);
        }
        if (!head.get().attestation().log().equals(log)) {
            throw ended(Kind.REPLACED, 0, "the head file is of another log");
        }
        for (long seq : expected.keySet()) {
            if (seq > last.seq()) {
                throw ended(
                        Kind.TRUNCATED,
                        last.seq() + 1,
                        "the log ends with line "
                                + last.seq()
                                + ", and line "
                                + seq
                                + " is expected");
            }
            if (partial) {
                throw ended(
                        Kind.DROPPED,
                        seq,
                        "line " + seq + " is expected, and in none of the files");
            }
        }
    }

    private ProblemException ended(Kind kind, long seq, String detail) {
        return new ProblemException(new Problem(kind, files.log(), 0, seq, detail));
    }
}
