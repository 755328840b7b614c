package signet.jose;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads RFC 8259 to the letter. It exists because the library's parser keeps the last of two nested
 * members of one name, takes a byte order mark, and turns big integers into rounded ones: each a
 * way to make two readers of one signed text see different things.
 *
 * <p>One object reads one text. Depth is bounded, so that no text can exhaust the stack, and so is
 * the number of values, each of which takes up to thirty times the memory of its text.
 */
final class JsonParser {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 1 << 16;

    private final String text;
    private int at;
    private int depth;
    private int values;

    JsonParser(String text) {
        this.text = text;
    }

    /** Reads the whole text as one object. */
    Map<String, @Nullable Object> parseObject() throws JsonException {
        skipSpace();
        if (peek() != '{') {
            throw new JsonException("not a JSON object");
        }
        Map<String, @Nullable Object> object = object();
        skipSpace();
        if (at < text.length()) {
            throw wrong("text after the object");
        }
        return object;
    }

    private @Nullable Object value() throws JsonException {
        if (++values > MAX_VALUES) {
            throw wrong("more than " + MAX_VALUES + " values");
        }
        skipSpace();
        char first = peek();
        return switch (first) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() throws JsonException {
        enter();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (boolean more = !endsWith('}'); more; more = continues('}')) {
            skipSpace();
            int start = at;
            String name = string();
            if (members.containsKey(name)) {
                at = start;
                throw wrong("the same member twice");
            }
            skipSpace();
            expect(':');
            members.put(name, value());
        }
        depth--;
        return members;
    }

    private List<@Nullable Object> array() throws JsonException {
        enter();
        List<@Nullable Object> elements = new ArrayList<>();
        for (boolean more = !endsWith(']'); more; more = continues(']')) {
            elements.add(value());
        }
        depth--;
        return elements;
    }

    private void enter() throws JsonException {
        if (++depth > MAX_DEPTH) {
            throw wrong("nesting deeper than " + MAX_DEPTH);
        }
        at++;
    }

    /** Consumes the closing bracket of an empty object or array. */
    private boolean endsWith(char close) throws JsonException {
        skipSpace();
        if (peek() != close) {
            return false;
        }
        at++;
        return true;
    }

    /** Consumes a comma, and says so, or the closing bracket. */
    private boolean continues(char close) throws JsonException {
        skipSpace();
        if (peek() == ',') {
            at++;
            return true;
        }
        expect(close);
        return false;
    }

    private String string() throws JsonException {
        JsonStringReader reader = new JsonStringReader(text, at);
        String value = reader.read();
        at = reader.end();
        return value;
    }

    private Number number() throws JsonException {
        int end = JsonNumber.end(text, at);
        if (end < 0) {
            throw wrong("not a value");
        }
        Number value = JsonNumber.of(text.substring(at, end));
        at = end;
        return value;
    }

    private @Nullable Object word(String word, @Nullable Object value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw wrong("not a value");
        }
        at += word.length();
        return value;
    }

    private void expect(char wanted) throws JsonException {
        if (peek() != wanted) {
            throw wrong("no '" + wanted + "'");
        }
        at++;
    }

    private char peek() throws JsonException {
        if (at >= text.length()) {
            throw wrong("the text ends too early");
        }
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The text itself is not ours to print, so the message tells the place only. */
    private JsonException wrong(String what) {
        return new JsonException("not JSON: " + what + ", at character " + (at + 1));
    }
}
