package signet.jose;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Writes compact JSON on one line, in printable ASCII: so it means the same in any character set,
 * and nothing in it steers a terminal or reorders what is shown. It exists since the library's
 * writer costs each of our short processes 20 ms at its first object, and there is nothing to it
 * beside the parser.
 */
final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder();

    private JsonWriter() {}

    /**
     * Returns the text of an object.
     *
     * @param members of the types that the parser makes: String, Long, Double, Boolean, null, and
     *     List and Map of these; their order stays
     */
    static String write(Map<String, ?> members) {
        JsonWriter writer = new JsonWriter();
        writer.object(members);
        return writer.text.toString();
    }

    private void object(Map<?, ?> members) {
        text.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (!first) {
                text.append(',');
            }
            first = false;
            string(String.valueOf(member.getKey()));
            text.append(':');
            value(member.getValue());
        }
        text.append('}');
    }

    private void array(List<?> elements) {
        text.append('[');
        boolean first = true;
        for (Object element : elements) {
            if (!first) {
                text.append(',');
            }
            first = false;
            value(element);
        }
        text.append(']');
    }

    // A switch over types is linked at run time, which costs what this class is to save.
    private void value(@Nullable Object value) {
        if (value instanceof String string) {
            string(string);
        } else if (value instanceof Map<?, ?> members) {
            object(members);
        } else if (value instanceof List<?> elements) {
            array(elements);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            throw new IllegalArgumentException("No JSON for a " + value.getClass().getName());
        }
    }

    /** In whole stretches: almost no text has anything to escape. */
    private void string(String value) {
        text.append('"');
        int written = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                text.append(value, written, i);
                escape(c);
                written = i + 1;
            }
        }
        text.append(value, written, value.length()).append('"');
    }

    private void escape(char c) {
        int index = JsonStringReader.ESCAPED.indexOf(c);
        if (index >= 0) {
            text.append('\\').append(JsonStringReader.ESCAPES.charAt(index));
            return;
        }
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt(c >> shift & 0xf));
        }
    }
}
