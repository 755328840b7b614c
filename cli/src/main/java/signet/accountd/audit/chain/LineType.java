package signet.accountd.audit.chain;

import java.util.Locale;

/** What a line of the log is. */
public enum LineType {
    /** The first line of a log. */
    GENESIS,
    /** What was asked of the account key, and what was decided. */
    DECISION,
    /** A signature over all before it. */
    CHECKPOINT,
    /** The first line of each further file. */
    ROTATED,
    /** What a repair found, and where it put it. */
    REPAIRED;

    /** Returns the word in the line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
