package signet.accountd.audit.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text encodings of keys (RFC 7468). */
final class Pem {

    private static final int LINE = 64;

    private Pem() {}

    static String encode(String label, byte[] der) {
        String body =
                Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return begin(label) + "\n" + body + "\n" + end(label) + "\n";
    }

    /**
     * Returns the content of the block with this label.
     *
     * @throws IOException where there is none; the message tells nothing of the content
     */
    static byte[] decode(String label, String text) throws IOException {
        int start = text.indexOf(begin(label));
        int end = text.indexOf(end(label));
        if (start < 0 || end < start) {
            throw new IOException("there is no line " + begin(label));
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(text.substring(start + begin(label).length(), end).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("what follows " + begin(label) + " is not base64", e);
        }
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }
}
