package signet.config;

/** Makes text from outside safe to print: it stays on its line and sends no terminal escapes. */
public final class Printable {

    private Printable() {}

    /**
     * Replaces control, format, surrogate and unassigned characters and line separators by an
     * escape of the form {@code \}{@code u001b}.
     */
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        character -> {
                            if (isPrintable(character)) {
                                safe.appendCodePoint(character);
                            } else {
                                safe.append("\\u").append(hex(character));
                            }
                        });
        return safe.toString();
    }

    /** Says whether a character leaves the cursor on its line and moves it forward only. */
    static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    private static String hex(int character) {
        String digits = Integer.toHexString(character);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
