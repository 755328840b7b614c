package signet.signer.pkcs11.uri;

import java.util.Arrays;
import java.util.Optional;

/**
 * The query attributes of RFC 7512 section 2.4 that are taken here. {@code pin-value} is none of
 * them.
 */
public enum QueryAttribute {
    /** The absolute path of the module's shared object. */
    MODULE_PATH("module-path"),
    /** The name of the module without its path and suffix, such as {@code opensc-pkcs11}. */
    MODULE_NAME("module-name"),
    /** Where the PIN comes from, such as {@code file:/path}. */
    PIN_SOURCE("pin-source");

    private final String text;

    QueryAttribute(String text) {
        this.text = text;
    }

    /** Returns the name in URIs. */
    public String text() {
        return text;
    }

    static Optional<QueryAttribute> forText(String text) {
        return Arrays.stream(values()).filter(value -> value.text.equals(text)).findAny();
    }
}
