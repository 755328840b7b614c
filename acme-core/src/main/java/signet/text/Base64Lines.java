package signet.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Base64 as it stands in PEM files, RFC 7468: in lines, which may be of any length. */
public final class Base64Lines {

    private Base64Lines() {}

    /**
     * Decodes; white space may be anywhere, other characters nowhere, unlike with the JDK's decoder
     * for MIME.
     *
     * @throws IllegalArgumentException where it is no base64
     */
    public static byte[] decode(String lines) {
        byte[] all = lines.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (byte c : all) {
            if (c != '\n' && c != '\r' && c != ' ' && c != '\t') {
                all[length++] = c;
            }
        }
        return Base64.getDecoder().decode(Arrays.copyOf(all, length));
    }
}
