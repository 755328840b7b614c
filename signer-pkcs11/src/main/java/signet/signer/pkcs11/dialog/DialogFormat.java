package signet.signer.pkcs11.dialog;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.util.Collection;

/** The form of the dialog's lines. */
public final class DialogFormat {

    /** The longest line, without its line end, in bytes. */
    public static final int MAX_LINE = 64 * 1024;

    private DialogFormat() {}

    static String encode(JsonObject object) {
        return object.toString();
    }

    /** Reads a line; its length is checked where it is read, and here once more. */
    static JsonObject parse(String line) throws JsonException {
        if (line.length() > MAX_LINE) {
            throw new JsonException("longer than " + MAX_LINE + " bytes");
        }
        return JsonObject.parse(line);
    }

    /** Returns a member that must be one of some words. */
    static String word(JsonObject object, String name, Collection<String> words)
            throws JsonException {
        String word = object.requiredString(name);
        if (!words.contains(word)) {
            throw new JsonException("\"" + name + "\" is none of " + String.join(", ", words));
        }
        return word;
    }

    /** Returns a number that must be there and within bounds. */
    static long number(JsonObject object, String name, long least, long most) throws JsonException {
        long number =
                object.number(name).orElseThrow(() -> new JsonException("no \"" + name + "\""));
        if (number < least || number > most) {
            throw new JsonException("\"" + name + "\" is not " + least + " to " + most);
        }
        return number;
    }
}
