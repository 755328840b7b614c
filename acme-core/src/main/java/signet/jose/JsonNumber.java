package signet.jose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of RFC 8259 section 6: whole ones exactly or not at all, others as doubles. */
final class JsonNumber {

    private static final Pattern NUMBER =
            Pattern.compile("(-?(?:0|[1-9][0-9]{0,63}))(\\.[0-9]{1,64})?([eE][+-]?[0-9]{1,4})?");

    private JsonNumber() {}

    /** Returns where the number that starts here ends, or -1 where none starts. */
    static int end(String text, int start) {
        Matcher matcher = NUMBER.matcher(text).region(start, text.length());
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    static Number of(String text) throws JsonException {
        try {
            if (text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
                return Long.valueOf(text);
            }
            Double value = Double.valueOf(text);
            if (value.isInfinite()) {
                throw new JsonException("not JSON that we read: a number is out of range");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new JsonException("not JSON that we read: a number is out of range");
        }
    }
}
