package signet.signer.protocol;

import signet.jose.JsonObject;

/** Writes JSON in ASCII (RFC 8259 section 7), so that a line is the same in any character set. */
public final class AsciiJson {

    private AsciiJson() {}

    /** Returns the text of an object. */
    public static String of(JsonObject object) {
        return object.toString();
    }
}
