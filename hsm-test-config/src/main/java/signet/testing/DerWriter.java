package signet.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes DER, or what is nearly so, for tests of what reads it. */
public final class DerWriter {

    private static final int LONG_FORM = 0x80;

    private DerWriter() {}

    /** Returns an element, its length in the shortest form. */
    public static byte[] element(int tag, byte[]... parts) {
        byte[] content = join(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length >= LONG_FORM) {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(LONG_FORM | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(length >> (8 * i));
            }
        } else {
            out.write(length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** Returns parts behind each other. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : List.of(parts)) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Returns a SEQUENCE. */
    public static byte[] sequence(byte[]... elements) {
        return element(0x30, elements);
    }

    /** Returns a SET, in the order that is given. */
    public static byte[] set(byte[]... elements) {
        return element(0x31, elements);
    }

    /** Returns an INTEGER. */
    public static byte[] integer(BigInteger number) {
        return element(0x02, number.toByteArray());
    }

    /** Returns a BIT STRING of whole bytes. */
    public static byte[] bits(byte[] bytes) {
        return element(0x03, new byte[1], bytes);
    }

    /** Returns an OCTET STRING. */
    public static byte[] octets(byte[]... parts) {
        return element(0x04, parts);
    }

    /** Returns a text of a type. */
    public static byte[] text(int tag, String text) {
        return element(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns an OBJECT IDENTIFIER out of numbers with dots between them. */
    public static byte[] objectIdentifier(String text) {
        String[] numbers = text.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        writeBase128(content, Long.parseLong(numbers[0]) * 40 + Long.parseLong(numbers[1]));
        for (int i = 2; i < numbers.length; i++) {
            writeBase128(content, Long.parseLong(numbers[i]));
        }
        return element(0x06, content.toByteArray());
    }

    private static void writeBase128(ByteArrayOutputStream out, long number) {
        int groups = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
        for (int i = groups - 1; i >= 0; i--) {
            out.write((int) (number >> (7 * i) & 0x7f) | (i > 0 ? 0x80 : 0));
        }
    }
}
