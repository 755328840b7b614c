package signet.accountd.audit.chain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the log, and by its hash all lines before it. Written as {@code SEQ:HASH}.
 *
 * @param seq the number of the line, counted from 0 through all files
 * @param hash the SHA-256 of the line with its line end, in hexadecimal
 */
public record Position(long seq, String hash) {

    /** Where a new log begins. */
    public static final Position BEFORE_ALL = new Position(-1, "0".repeat(Sha256.HEX_LENGTH));

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException where it is something else
     */
    public static Position parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a line number, a colon and 64 hexadecimal digits");
        }
        return new Position(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    /** Returns the position of the line that follows, given with its line end. */
    public Position next(byte[] line) {
        return new Position(seq + 1, Sha256.hex(line));
    }

    @Override
    public String toString() {
        return seq + ":" + hash;
    }
}
