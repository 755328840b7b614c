package signet.accountd.approval.terminal;

import signet.files.SystemFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How this process and its terminal belong together, as /proc/self/stat says (proc(5)).
 *
 * @param group the process group
 * @param terminal the device number of the terminal, 0 for none
 * @param foreground the process group that the terminal's keys go to
 */
record ProcessGroup(int group, int terminal, int foreground) {

    private static final Path STAT = Path.of("/proc/self/stat");

    private static final int FIRST_PTS_MAJOR = 136;
    private static final int LAST_PTS_MAJOR = 143;

    static ProcessGroup now() throws IOException {
        return parse(String.join("\n", SystemFile.lines(STAT)));
    }

    static ProcessGroup parse(String stat) throws IOException {
        // The second field is the program's name in parentheses, which may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        try {
            return new ProcessGroup(
                    Integer.parseInt(fields[2]),
                    Integer.parseInt(fields[4]),
                    Integer.parseInt(fields[5]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(STAT + " is not as expected", e);
        }
    }

    boolean hasTerminal() {
        return terminal != 0;
    }

    /** In the background a read would stop the whole process. */
    boolean isInForeground() {
        return hasTerminal() && group == foreground;
    }

    /** Returns the device of the terminal; /dev/tty is everybody's and tells nothing. */
    Optional<Path> device() throws IOException {
        int major = (terminal >> 8) & 0xfff;
        int minor = (terminal & 0xff) | ((terminal >> 12) & 0xfff00);
        if (major >= FIRST_PTS_MAJOR && major <= LAST_PTS_MAJOR) {
            return existing(Path.of("/dev/pts", Integer.toString(minor)));
        }
        Path uevent = Path.of("/sys/dev/char/" + major + ":" + minor + "/uevent");
        if (!hasTerminal() || !Files.isReadable(uevent)) {
            return Optional.empty();
        }
        for (String line : SystemFile.lines(uevent)) {
            if (line.startsWith("DEVNAME=")) {
                return existing(Path.of("/dev", line.substring("DEVNAME=".length())));
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> existing(Path path) {
        return Files.exists(path) ? Optional.of(path) : Optional.empty();
    }
}
