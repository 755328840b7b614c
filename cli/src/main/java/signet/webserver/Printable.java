package signet.webserver;

import java.util.Locale;

/** Text from outside, made fit for one line of a log. */
final class Printable {

    private Printable() {}

    /** Returns the first characters of a text, with all but printable ASCII escaped. */
    static String of(String text, int maxLength) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && i < maxLength; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                shown.append("\\\\");
            } else if (c >= ' ' && c < 0x7f) {
                shown.append(c);
            } else {
                shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return text.length() > maxLength ? shown.append("...").toString() : shown.toString();
    }
}
