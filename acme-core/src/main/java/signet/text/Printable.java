package signet.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Makes text from outside safe to print: all that is no printable ASCII becomes an escape of the
 * form <code>&#92;u001b</code>, as in JSON. So nothing starts a new line, steers a terminal or
 * reorders what is shown, and no letter looks like another one. Whoever writes in another script
 * reads escapes; no list of characters would be safe in all terminals and of the next Unicode too.
 */
public final class Printable {

    /** The length of one. */
    private static final int ESCAPE = 6;

    private Printable() {}

    /** Escapes text. */
    public static String of(String text) {
        int safe = 0;
        while (safe < text.length() && isPrintable(text.charAt(safe))) {
            safe++;
        }
        return safe == text.length() ? text : of(text, Integer.MAX_VALUE);
    }

    /**
     * Escapes the beginning of a text.
     *
     * @param maxLength how many characters to show, of which an escape has six; where there are
     *     more, dots follow
     */
    public static String of(String text, int maxLength) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), maxLength));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean printable = isPrintable(c);
            if (safe.length() > maxLength - (printable ? 1 : ESCAPE)) {
                return safe.append("...").toString();
            }
            if (printable) {
                safe.append(c);
            } else {
                safe.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        return safe.toString();
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c <= '~';
    }

    /** Escapes bytes that should be UTF-8; what is not, shows as that of U+FFFD. */
    public static String of(byte[] utf8) {
        return of(new String(utf8, StandardCharsets.UTF_8));
    }
}
