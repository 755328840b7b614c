package signet.signer;

import java.util.regex.Pattern;

/**
 * Names an account key by a URI whose scheme picks the provider, such as {@code
 * file:/etc/signet/account.key}.
 *
 * @param scheme the part before the first colon, lower case
 * @param value all that follows the colon, not interpreted here
 */
public record KeyReference(String scheme, String value) {

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");

    /** Checks both parts. */
    public KeyReference {
        if (!SCHEME.matcher(scheme).matches() || value.isEmpty()) {
            throw new IllegalArgumentException("Not a key reference: " + scheme + ":" + value);
        }
    }

    /**
     * Reads a key reference.
     *
     * @throws SignerException.KeyNotFound where the text is not of the form {@code scheme:value}
     */
    public static KeyReference parse(String text) throws SignerException {
        int colon = text.indexOf(':');
        if (colon < 1
                || colon == text.length() - 1
                || !SCHEME.matcher(text.substring(0, colon)).matches()) {
            throw new SignerException.KeyNotFound(
                    "\"" + text + "\" is not a key reference; write for example file:/path/to.key");
        }
        return new KeyReference(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return scheme + ":" + value;
    }
}
