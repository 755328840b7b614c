package signet.accountd.audit.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the files of a log.
 *
 * @param log the file that is written to; the older ones have its name and a number
 */
public record LogFiles(Path log) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{6,9}");

    /** Makes the path absolute. */
    public LogFiles {
        log = log.toAbsolutePath().normalize();
        if (log.getFileName() == null) {
            throw new IllegalArgumentException(log + " is no file");
        }
    }

    private Path beside(String suffix) {
        return log.resolveSibling(log.getFileName() + suffix);
    }

    /** Returns the file that tells how far the log goes. */
    public Path head() {
        return beside(".head");
    }

    /** Returns the file whose lock keeps others out. */
    public Path lock() {
        return beside(".lock");
    }

    /** Returns the file in which the next one is prepared. */
    public Path next() {
        return beside(".next");
    }

    /** Returns where the checkpoint key is where nothing else is configured. */
    public Path key() {
        return beside(".key");
    }

    /** Returns the folder. */
    public Path folder() {
        return log.resolveSibling("");
    }

    /** Returns a closed file, the oldest has the number 1. */
    public Path numbered(int number) {
        return beside(String.format(Locale.ROOT, ".%06d", number));
    }

    /** Returns the numbers of the closed files that are there, the oldest first: for a reader. */
    public List<Integer> numbers() throws IOException {
        return numbers(AnyonesFile.names(folder()));
    }

    /**
     * Returns the numbers of the closed files, the oldest first.
     *
     * @param names all that is in the folder
     */
    public List<Integer> numbers(List<String> names) {
        List<Integer> numbers = new ArrayList<>();
        String prefix = log.getFileName() + ".";
        for (String name : names) {
            Matcher matcher = NUMBER.matcher(name);
            if (name.startsWith(prefix)
                    && matcher.region(prefix.length(), name.length()).matches()) {
                numbers.add(Integer.valueOf(matcher.group()));
            }
        }
        Collections.sort(numbers);
        return numbers;
    }

    /** Says whether there is something of this name, be it a dangling link. */
    public static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
