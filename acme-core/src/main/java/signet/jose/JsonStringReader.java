package signet.jose;

/** Reads one string literal (RFC 8259 section 7). Control characters must be escaped. */
final class JsonStringReader {

    /** The letters behind a backslash, and at the same places what they stand for. */
    static final String ESCAPES = "\"\\/bfnrt";

    static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;

    JsonStringReader(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** Returns the place after the closing quote. */
    int end() {
        return at;
    }

    String read() throws JsonException {
        if (next() != '"') {
            throw new JsonException("not JSON: no string, at character " + at);
        }
        StringBuilder result = new StringBuilder();
        boolean surrogates = false;
        // In whole stretches: some strings are files, and almost none has an escape.
        int stretch = at;
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw new JsonException("not JSON: control character in a string, at " + at);
            }
            if (c == '\\') {
                result.append(text, stretch, at - 1);
                c = escaped();
                result.append(c);
                stretch = at;
            }
            surrogates |= Character.isSurrogate(c);
        }
        String value = result.append(text, stretch, at - 1).toString();
        if (surrogates && hasHalfCharacter(value)) {
            throw new JsonException("not JSON: half a character in a string, before " + at);
        }
        return value;
    }

    /** A lone surrogate has no UTF-8 form: it would change on its way. */
    private static boolean hasHalfCharacter(String value) {
        return value.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }

    private char escaped() throws JsonException {
        char kind = next();
        if (kind == 'u') {
            int unit = 0;
            for (int i = 0; i < 4; i++) {
                int digit = Character.digit(asciiOnly(next()), 16);
                if (digit < 0) {
                    throw new JsonException("not JSON: bad \\u escape, at character " + at);
                }
                unit = unit * 16 + digit;
            }
            return (char) unit;
        }
        int index = ESCAPES.indexOf(kind);
        if (index < 0) {
            throw new JsonException("not JSON: unknown escape, at character " + at);
        }
        return ESCAPED.charAt(index);
    }

    /** Character.digit takes the digits of every script. */
    private static char asciiOnly(char c) {
        return c < 0x80 ? c : ' ';
    }

    private char next() throws JsonException {
        if (at >= text.length()) {
            throw new JsonException("not JSON: a string does not end");
        }
        return text.charAt(at++);
    }
}
