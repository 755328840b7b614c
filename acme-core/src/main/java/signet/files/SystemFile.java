package signet.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the system itself has under fixed names: what the kernel tells of processes and devices, the
 * devices, what whoever started this process opened for it, the groups, and where names are looked
 * up. None but root can put anything else there, so these are opened by their paths. Thread-safe.
 */
public final class SystemFile {

    /** Not what is deeper below /dev: anybody may write in /dev/shm. */
    private static final Pattern NAMES =
            Pattern.compile(
                    "/(proc|sys)/.+|/dev/[^/]+|/dev/(fd|pts)/[0-9]+|/etc/(group|nsswitch\\.conf)");

    private SystemFile() {}

    /** Says whether a path is one of the system's names. */
    public static boolean is(Path path) {
        return path.equals(path.normalize()) && NAMES.matcher(path.toString()).matches();
    }

    /** Reads the lines; each byte is a character, as any can be decoded so. */
    public static List<String> lines(Path path) throws IOException {
        return Files.readAllLines(checked(path), StandardCharsets.ISO_8859_1);
    }

    /** Opens a device, or what was opened for this process, to write to it. */
    public static FileChannel append(Path path) throws IOException {
        return FileChannel.open(checked(path), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static Path checked(Path path) {
        if (!is(path)) {
            throw new IllegalArgumentException(path + " is no file of the system");
        }
        return path;
    }
}
