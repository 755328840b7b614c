package signet.signer.pkcs11.uri;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding (RFC 3986 section 2.1) of attribute values. */
final class PercentCode {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "-._~";
    private static final int DIGITS = 2;

    private PercentCode() {}

    /**
     * Decodes a value to bytes.
     *
     * @param further the characters that stand for themselves besides letters, digits and -._~
     * @throws IllegalArgumentException where it is not well-formed; the message says why
     */
    static byte[] decode(String value, String further) {
        var bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%') {
                bytes.write(octet(value, i + 1));
                i += DIGITS;
            } else if (isUnreserved(c) || further.indexOf(c) >= 0) {
                bytes.write(c);
            } else {
                throw new IllegalArgumentException(
                        "the character U+" + HEX.toHexDigits(c) + " must be percent-encoded");
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Decodes bytes that must be UTF-8.
     *
     * @throws IllegalArgumentException where they are not
     */
    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the value is not UTF-8", e);
        }
    }

    /** Encodes text, leaving the characters of {@code further} as they are. */
    static String encode(String text, String further) {
        var encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (isUnreserved(c) || further.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /** Encodes each byte, readable or not, as is usual for ids. */
    static String encode(byte[] bytes) {
        return bytes.length == 0
                ? ""
                : "%" + HexFormat.ofDelimiter("%").withUpperCase().formatHex(bytes);
    }

    private static int octet(String value, int index) {
        if (index + DIGITS > value.length()
                || !HexFormat.isHexDigit(value.charAt(index))
                || !HexFormat.isHexDigit(value.charAt(index + 1))) {
            throw new IllegalArgumentException("two hexadecimal digits must follow each %");
        }
        return HexFormat.fromHexDigits(value, index, index + DIGITS);
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || UNRESERVED.indexOf(c) >= 0;
    }
}
