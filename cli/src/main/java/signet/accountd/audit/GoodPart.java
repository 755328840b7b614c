package signet.accountd.audit;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.LineInput;
import signet.accountd.audit.chain.Position;
import signet.accountd.audit.chain.RawLine;
import signet.jose.JsonException;

import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Optional;

/**
 * How far a file is a chain.
 *
 * @param last its last good line; empty where there is none
 * @param size how many bytes the good lines are
 * @param lines how many there are
 * @param wanted the line that was looked for, if it is one of them
 */
record GoodPart(Optional<Position> last, long size, long lines, Optional<Position> wanted) {

    /** Reads the file that is written to, one line at a time. */
    static GoodPart of(LogFolder folder, long wantedSeq) throws IOException {
        Optional<Position> last = Optional.empty();
        Optional<Position> wanted = Optional.empty();
        long size = 0;
        long lines = 0;
        try (LineInput input =
                new LineInput(Channels.newInputStream(folder.read(folder.files().log())))) {
            for (Optional<RawLine> raw = input.next(); raw.isPresent(); raw = input.next()) {
                Optional<Position> position = position(raw.get(), last);
                if (position.isEmpty()) {
                    break;
                }
                last = position;
                lines++;
                size = raw.get().offset() + raw.get().bytes().length;
                if (position.get().seq() == wantedSeq) {
                    wanted = position;
                }
            }
        }
        return new GoodPart(last, size, lines, wanted);
    }

    private static Optional<Position> position(RawLine raw, Optional<Position> last) {
        if (!raw.complete()) {
            return Optional.empty();
        }
        try {
            ChainLine line = ChainLine.parse(raw.bytes());
            boolean follows = last.isEmpty() || line.follows(last.get());
            return follows
                    ? Optional.of(new Position(line.seq() - 1, line.prev()).next(raw.bytes()))
                    : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
