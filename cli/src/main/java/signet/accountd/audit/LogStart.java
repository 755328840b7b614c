package signet.accountd.audit;

import signet.accountd.audit.Tail.BadTailException;
import signet.accountd.audit.chain.Head;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.audit.chain.Position;
import signet.jose.JsonException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the end of a log before anything is added to it: cheap, and so no replacement for {@code
 * signet-accountd audit verify}.
 *
 * @param tail how the newest file ends
 * @param current whether that is the one that is written to; false where a crash came between the
 *     two steps of a rotation
 * @param number the number that the newest file has, or will get
 * @param head the line up to which the head file vouches for the log
 */
record LogStart(Tail tail, boolean current, int number, Position head) {

    /**
     * Looks.
     *
     * @param key the id of the checkpoint key
     * @return empty where there is no log yet
     * @throws BadTailException where the end is not as it was left
     */
    static Optional<LogStart> examine(LogFolder folder, String key)
            throws IOException, BadTailException {
        LogFiles files = folder.files();
        List<Integer> numbers = folder.numbers();
        Optional<Head> head = head(folder);
        int newest = numbers.isEmpty() ? 0 : numbers.getLast();
        boolean current = folder.has(files.log());
        if (newest == 0 && head.isEmpty() && (!current || folder.size(files.log()) == 0)) {
            return Optional.empty();
        }
        if (!current && newest == 0) {
            throw new BadTailException(
                    "is gone, while its head file " + files.head() + " is there");
        }
        Path file = current ? files.log() : files.numbered(newest);
        Tail tail = Tail.read(folder, file);
        if (!tail.key().equals(key)) {
            throw new BadTailException(
                    "belongs to another checkpoint key; put that one back, or move the log away to"
                            + " begin a new one");
        }
        compare(tail, head, files.head());
        return Optional.of(
                new LogStart(
                        tail,
                        current,
                        Math.max(newest, tail.before()) + (current ? 1 : 0),
                        head.map(Head::position).orElse(Position.BEFORE_ALL)));
    }

    private static Optional<Head> head(LogFolder folder) throws IOException, BadTailException {
        try {
            return folder.head();
        } catch (JsonException e) {
            throw new BadTailException(
                    "has a broken head file " + folder.files().head() + ": " + e.getMessage());
        }
    }

    private static void compare(Tail tail, Optional<Head> head, Path file) throws BadTailException {
        if (head.isEmpty()) {
            // A new log gets its head last.
            if (tail.last().seq() > 0) {
                throw new BadTailException("has no head file " + file + " any more");
            }
            return;
        }
        Position vouched = head.get().position();
        if (!head.get().attestation().log().equals(tail.log())
                || !head.get().key().equals(tail.key())) {
            throw new BadTailException("is not the log that its head file " + file + " is of");
        }
        if (vouched.seq() > tail.last().seq()) {
            throw new BadTailException(
                    "was truncated: it ends with line "
                            + tail.last().seq()
                            + ", and its head file vouches for line "
                            + vouched.seq());
        }
        for (Position position : tail.positions()) {
            if (position.seq() == vouched.seq() && !position.equals(vouched)) {
                throw new BadTailException(
                        "was edited: line "
                                + vouched.seq()
                                + " is not what its head file vouches"
                                + " for");
            }
        }
    }
}
