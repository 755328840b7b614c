package signet.acme;

import java.util.HexFormat;

/** Makes text from outside safe to print: one line, bounded, nothing that a terminal obeys. */
public final class PrintableText {

    /** The longest result, in UTF-16 units, before the mark that says that more followed. */
    public static final int MAX_LENGTH = 1000;

    private PrintableText() {}

    /**
     * Returns the text with control, format (such as right-to-left marks), line separator and
     * unpaired surrogate characters written as {@code \}{@code uXXXX}.
     */
    public static String of(String text) {
        StringBuilder result = new StringBuilder();
        int index = 0;
        while (index < text.length() && result.length() < MAX_LENGTH) {
            int point = text.codePointAt(index);
            if (isSafe(point)) {
                result.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    result.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            }
            index += Character.charCount(point);
        }
        return index < text.length() ? result.append("...").toString() : result.toString();
    }

    private static boolean isSafe(int point) {
        return switch (Character.getType(point)) {
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
