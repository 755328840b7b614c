package signet.master.firewall;

import signet.files.SystemFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment by which the rules of a run are found, {@code signet:PID-START}. It names the
 * process, so that rules of a run that was killed can be told from those of one that lives.
 *
 * @param pid the process
 * @param start when it started, in clock ticks after the boot
 */
record Mark(long pid, long start) {

    private static final Pattern FORM = Pattern.compile("signet:([0-9]{1,18})-([0-9]{1,18})");
    private static final int START_AFTER_NAME = 20; // field 22 of proc_pid_stat(5); the name is 2

    /** Returns the mark of this process. */
    static Mark ofThisProcess() throws IOException {
        long pid = ProcessHandle.current().pid();
        return new Mark(pid, start(pid));
    }

    /** Reads a comment; empty where it is not ours. */
    static Optional<Mark> parse(String comment) {
        Matcher matcher = FORM.matcher(comment);
        return matcher.matches()
                ? Optional.of(
                        new Mark(
                                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** Says whether the run has ended. */
    boolean isLeftOver() {
        try {
            return start(pid) != start;
        } catch (IOException e) {
            return true; // there is no such process
        }
    }

    private static long start(long pid) throws IOException {
        String stat = String.join("\n", SystemFile.lines(Path.of("/proc/" + pid + "/stat")));
        // The name is in parentheses, and may have blanks and parentheses in it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return Long.parseLong(fields[START_AFTER_NAME - 1]);
    }

    @Override
    public String toString() {
        return "signet:" + pid + "-" + start;
    }
}
