package signet.accountd.audit;

/** Cuts text to what it takes in the log, where an escaped character takes more than one byte. */
final class BoundedText {

    private static final int SHORT_ESCAPE = 2;
    private static final int UNICODE_ESCAPE = 6;
    private static final char REPLACEMENT = '\uFFFD';

    private BoundedText() {}

    /**
     * Returns the beginning of a text that fits. Halves of characters, which no JSON reader takes,
     * become U+FFFD.
     */
    static String cut(String text, int maxBytes) {
        int end = 0;
        int bytes = 0;
        boolean halves = false;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            bytes += bytes(c);
            if (bytes > maxBytes) {
                break;
            }
            halves |= isHalf(c);
            end += Character.charCount(c);
        }
        String beginning = text.substring(0, end);
        return halves ? withoutHalves(beginning) : beginning;
    }

    /** Returns what a text takes in the log. */
    static int length(String text) {
        return text.codePoints().map(BoundedText::bytes).sum();
    }

    private static String withoutHalves(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> result.appendCodePoint(isHalf(c) ? REPLACEMENT : c));
        return result.toString();
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static int bytes(int c) {
        if (c == '"' || c == '\\') {
            return SHORT_ESCAPE;
        }
        if (c >= ' ' && c <= '~') {
            return 1;
        }
        return UNICODE_ESCAPE * Character.charCount(c);
    }
}
