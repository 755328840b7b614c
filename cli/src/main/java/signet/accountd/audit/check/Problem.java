package signet.accountd.audit.check;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What is wrong with a log.
 *
 * @param kind what was done to it
 * @param file where
 * @param line the line in the file, counted from 1; 0 where it is the file as such
 * @param seq the line in the log, or the one that should be there
 * @param detail what was found; printable
 */
public record Problem(Kind kind, Path file, long line, long seq, String detail) {

    /** What can be done to a log. */
    public enum Kind {
        /** A line was changed. */
        EDITED,
        /** Lines between others are gone. */
        DROPPED,
        /** A line is in another place, or twice. */
        REORDERED,
        /** Lines at the end are gone. */
        TRUNCATED,
        /** The last line has no end. */
        TORN,
        /** A signature is wrong. */
        BAD_SIGNATURE,
        /** It was signed with another key. */
        OTHER_KEY,
        /** It is another chain than the one that is vouched for. */
        REPLACED,
        /** The head file is gone or unreadable. */
        NO_HEAD;

        /** Returns the words for people and programs. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return file
                + (line == 0 ? "" : ":" + line)
                + ": "
                + kind.words()
                + " (line "
                + seq
                + " of the log): "
                + detail;
    }
}
