package signet.accountd.audit;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.LineInput;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.Position;
import signet.accountd.audit.chain.RawLine;
import signet.jose.JsonException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first line of a file, and the last ones. Opening a log reads no more, however long it is.
 *
 * @param log the random id of the log
 * @param key the id of its checkpoint key
 * @param before how many files are before this one
 * @param size how long the file is
 * @param positions the last lines, at least one
 */
record Tail(String log, String key, int before, long size, List<Position> positions) {

    /** The last line is within of it, and some more, for the head file to be found. */
    private static final int WINDOW = 4 * ChainLine.MAX_BYTES;

    /** The file does not end as a log does. The message completes a sentence. */
    static final class BadTailException extends Exception {
        BadTailException(String message) {
            super(message);
        }

        String problem() {
            return String.valueOf(getMessage());
        }
    }

    Position last() {
        return positions.getLast();
    }

    /** Reads the beginning and the end. */
    static Tail read(LogFolder folder, Path file) throws IOException, BadTailException {
        try (FileChannel channel = folder.read(file)) {
            Tail tail = begin(channel);
            List<RawLine> end = lines(channel, Math.max(0, tail.size() - WINDOW));
            return new Tail(
                    tail.log(),
                    tail.key(),
                    tail.before(),
                    tail.size(),
                    positions(tail.size() > WINDOW ? end.subList(1, end.size()) : end));
        }
    }

    /** Reads the beginning alone; there are no positions in it. */
    static Tail ofFirstLine(LogFolder folder) throws IOException, BadTailException {
        try (FileChannel channel = folder.read(folder.files().log())) {
            return begin(channel);
        }
    }

    private static Tail begin(FileChannel channel) throws IOException, BadTailException {
        List<RawLine> beginning = lines(channel, 0);
        if (beginning.isEmpty()) {
            throw new BadTailException("is empty");
        }
        ChainLine first = parse(beginning.getFirst());
        boolean genesis = first.type() == LineType.GENESIS;
        if (!genesis && first.type() != LineType.ROTATED) {
            throw new BadTailException("does not begin with the first line of a file");
        }
        try {
            return new Tail(
                    first.json().requiredString("log"),
                    first.json().requiredString("key"),
                    genesis ? 0 : (int) first.json().number("number").orElse(0),
                    channel.size(),
                    List.of());
        } catch (JsonException e) {
            throw new BadTailException("has a first line that is incomplete: " + e.getMessage());
        }
    }

    private static List<RawLine> lines(FileChannel channel, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(WINDOW);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
            // More of it.
        }
        List<RawLine> lines = new ArrayList<>();
        try (LineInput input =
                new LineInput(new ByteArrayInputStream(buffer.array(), 0, buffer.position()))) {
            for (Optional<RawLine> line = input.next(); line.isPresent(); line = input.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }

    private static List<Position> positions(List<RawLine> lines) throws BadTailException {
        List<Position> positions = new ArrayList<>();
        for (RawLine raw : lines) {
            ChainLine line = parse(raw);
            if (!positions.isEmpty() && !line.follows(positions.getLast())) {
                throw new BadTailException(
                        "has a line near its end that does not follow the one before it");
            }
            positions.add(new Position(line.seq() - 1, line.prev()).next(raw.bytes()));
        }
        if (positions.isEmpty()) {
            throw new BadTailException("ends in what is no line of an audit log");
        }
        return positions;
    }

    private static ChainLine parse(RawLine line) throws BadTailException {
        if (!line.complete()) {
            throw new BadTailException(
                    "ends in a torn line, as after a power cut while it was written");
        }
        try {
            return ChainLine.parse(line.bytes());
        } catch (JsonException e) {
            throw new BadTailException("has a broken line near its end: " + e.getMessage());
        }
    }
}
