package signet.jose;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** The base64url of RFC 7515 section 2: no padding, one text for each sequence of bytes. */
public final class Base64Url {

    private Base64Url() {}

    /** Encodes. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Decodes strictly: padding, or bits beyond the last byte, would make two texts of the same
     * bytes.
     *
     * @throws IllegalArgumentException where the text is not what {@link #encode} returns
     */
    public static byte[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        byte[] canonical = Base64.getUrlEncoder().withoutPadding().encode(bytes);
        if (!Arrays.equals(canonical, text.getBytes(StandardCharsets.ISO_8859_1))) {
            throw new IllegalArgumentException("not base64url without padding");
        }
        return bytes;
    }
}
