package signet.files;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The bytes of names. Java's paths carry them as they are; but what it makes of them as text, where
 * they are not of the locale, does not lead back. In URIs each byte shows.
 */
final class RawName {

    private RawName() {}

    /** Returns the bytes of a single name. */
    static byte[] bytes(Path name) {
        String text = name.toString();
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        String path = Path.of("/").resolve(name).toUri().getRawPath();
        String encoded = path.substring(1, path.endsWith("/") ? path.length() - 1 : path.length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    /** Returns the path of these bytes, absolute or not. */
    static Path path(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (isAscii(text)) {
            return Path.of(text);
        }
        boolean absolute = text.startsWith("/");
        StringBuilder uri = new StringBuilder(absolute ? "file://" : "file:///");
        for (byte b : bytes) {
            uri.append(b == '/' ? "/" : String.format(Locale.ROOT, "%%%02x", b & 0xff));
        }
        Path path = Path.of(URI.create(uri.toString()));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
