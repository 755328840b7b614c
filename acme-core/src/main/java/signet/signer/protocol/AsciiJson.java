package signet.signer.protocol;

import signet.jose.JsonObject;

import java.util.HexFormat;

/** Writes JSON in ASCII (RFC 8259 section 7), so that a line is the same in any character set. */
public final class AsciiJson {

    private AsciiJson() {}

    /** Returns the text of an object. */
    public static String of(JsonObject object) {
        StringBuilder text = new StringBuilder();
        // Outside of strings JSON text is printable ASCII already, so an escape is inside of one.
        for (char c : object.toString().toCharArray()) {
            if (c >= ' ' && c <= '~') {
                text.append(c);
            } else {
                text.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        return text.toString();
    }
}
