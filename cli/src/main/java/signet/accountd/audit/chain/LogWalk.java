package signet.accountd.audit.chain;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads all files of a log, the oldest first, also while accountd writes and rotates. Ends with the
 * file that was the newest one at the start: it might never catch up with a busy accountd. Not
 * thread-safe.
 */
public final class LogWalk implements Closeable {

    private final LogFiles files;
    private final int end;
    private int number;
    private int opened;
    private boolean last;
    private @Nullable Path file;
    private @Nullable LineInput input;

    /**
     * Starts a walk.
     *
     * @param partial whether to begin with the oldest file that is there, where older ones are not
     */
    public LogWalk(LogFiles files, boolean partial) throws IOException {
        this.files = files;
        List<Integer> numbers = files.numbers();
        this.number = partial && !numbers.isEmpty() ? numbers.getFirst() : 1;
        this.end = numbers.isEmpty() ? 1 : numbers.getLast() + 1;
    }

    /**
     * A line and where it is.
     *
     * @param file the file
     * @param line the line
     */
    public record Located(Path file, RawLine line) {}

    /**
     * Returns the next line; empty at the end of the log.
     *
     * @throws MissingFileException where a file is missing between two others
     */
    public Optional<Located> next() throws IOException {
        while (true) {
            LineInput in = input;
            Path path = file;
            if (in != null && path != null) {
                Optional<RawLine> line = in.next();
                if (line.isPresent()) {
                    return Optional.of(new Located(path, line.get()));
                }
                in.close();
                input = null;
            }
            if (last || number > end || !open()) {
                return Optional.empty();
            }
        }
    }

    /** Returns how many files were read. */
    public int files() {
        return opened;
    }

    /** A rotation may come between any two steps: so what is not there is looked for again. */
    private boolean open() throws IOException {
        while (!openNumbered()) {
            List<Integer> numbers = files.numbers();
            if (numbers.contains(number)) {
                continue;
            }
            if (!numbers.isEmpty() && numbers.getLast() > number) {
                throw new MissingFileException(files.numbered(number));
            }
            Optional<LineInput> current = openCurrent();
            if (LogFiles.exists(files.numbered(number))) {
                // What we have, if we have it, may be the file after the one with the number.
                if (current.isPresent()) {
                    current.get().close();
                }
                continue;
            }
            last = true;
            if (current.isPresent()) {
                input = current.get();
                file = files.log();
                opened++;
            }
            return current.isPresent();
        }
        return true;
    }

    private Optional<LineInput> openCurrent() throws IOException {
        try {
            return Optional.of(new LineInput(AnyonesFile.open(files.log())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private boolean openNumbered() throws IOException {
        Path path = files.numbered(number);
        try {
            input = new LineInput(AnyonesFile.open(path));
        } catch (NoSuchFileException e) {
            return false;
        }
        file = path;
        number++;
        opened++;
        return true;
    }

    @Override
    public void close() throws IOException {
        LineInput in = input;
        input = null;
        if (in != null) {
            in.close();
        }
    }

    /** A file is missing between two others. */
    public static final class MissingFileException extends IOException {

        private final transient Path missing;

        MissingFileException(Path missing) {
            super(missing + " is missing");
            this.missing = missing;
        }

        /** Returns the file. */
        public Path missing() {
            return missing;
        }
    }
}
