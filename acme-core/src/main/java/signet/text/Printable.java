package signet.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Makes text from outside safe to print: what could start a new line, steer a terminal, or reorder
 * what is shown becomes an escape of the form <code>&#92;u001b</code>.
 */
public final class Printable {

    private Printable() {}

    /** Escapes text. */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            if (isSafe(c)) {
                                safe.appendCodePoint(c);
                            } else {
                                safe.append("\\u").append(hex(c));
                            }
                        });
        return safe.toString();
    }

    /**
     * Escapes the beginning of a text.
     *
     * @param maxLength how many characters to take; where there are more, dots follow
     */
    public static String of(String text, int maxLength) {
        return text.length() <= maxLength ? of(text) : of(text.substring(0, maxLength)) + "...";
    }

    /** Escapes bytes that should be UTF-8; what is not, shows as U+FFFD. */
    public static String of(byte[] utf8) {
        return of(new String(utf8, StandardCharsets.UTF_8));
    }

    private static String hex(int codePoint) {
        return codePoint <= Character.MAX_VALUE
                ? HexFormat.of().toHexDigits((char) codePoint)
                : Integer.toHexString(codePoint);
    }

    /** Says whether a character can be shown as it is. */
    public static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
