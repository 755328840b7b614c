package signet.master.install;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes a file name of any text, another one for every other text. */
final class SafeName {

    private static final int MAX_LENGTH = 150;

    private SafeName() {}

    static String of(String text) {
        StringBuilder name = new StringBuilder();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            boolean safe =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '-'
                            || c == '_'
                            || (c == '.' && !name.isEmpty());
            name.append(safe ? String.valueOf(c) : "%" + HexFormat.of().toHexDigits(b));
        }
        return name.length() <= MAX_LENGTH
                ? name.toString()
                : name.substring(0, MAX_LENGTH - 65) + "%" + digest(text);
    }

    /** Returns the SHA-256 of a text, in hexadecimal. */
    static String digest(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
