package signet.signer.pkcs11.uri;

import java.util.Arrays;
import java.util.Optional;

/**
 * The path attributes of RFC 7512 section 2.3 that hold text, in the order in which they are
 * printed. The one that holds bytes, {@code id}, is not among them.
 */
public enum PathAttribute {
    /** Manufacturer in CK_INFO: who made the module. */
    LIBRARY_MANUFACTURER("library-manufacturer"),
    /** Description in CK_INFO. */
    LIBRARY_DESCRIPTION("library-description"),
    /** Version in CK_INFO: digits, or digits with a dot between them. */
    LIBRARY_VERSION("library-version"),
    /** Manufacturer in CK_SLOT_INFO: who made the reader. */
    SLOT_MANUFACTURER("slot-manufacturer"),
    /** Description in CK_SLOT_INFO. */
    SLOT_DESCRIPTION("slot-description"),
    /**
     * The number of the slot (CK_SLOT_ID): decimal digits. Modules may number anew at each start.
     */
    SLOT_ID("slot-id"),
    /** Model in CK_TOKEN_INFO. */
    MODEL("model"),
    /** Manufacturer in CK_TOKEN_INFO. */
    MANUFACTURER("manufacturer"),
    /** Serial number in CK_TOKEN_INFO. */
    SERIAL("serial"),
    /** Label in CK_TOKEN_INFO. */
    TOKEN("token"),
    /** Label of the object (CKA_LABEL). */
    OBJECT("object"),
    /** Class of the object (CKA_CLASS): private, public, cert, secret-key or data. */
    TYPE("type");

    private final String text;

    PathAttribute(String text) {
        this.text = text;
    }

    /** Returns the name in URIs. */
    public String text() {
        return text;
    }

    static Optional<PathAttribute> forText(String text) {
        return Arrays.stream(values()).filter(value -> value.text.equals(text)).findAny();
    }
}
