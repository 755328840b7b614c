package signet.signer.softkey;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An element of DER (X.690), as far as private keys need it. BouncyCastle can do this and more, but
 * takes longer to load than all else that an unencrypted key needs.
 */
final class Der {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private static final int LONG_FORM = 0x80;
    private static final int MAX_LENGTH_OCTETS = 3;

    private final int tag;
    private final byte[] value;

    /**
     * Makes an element.
     *
     * @param tag the identifier octet; tags above 30 do not occur in keys
     * @param value the content octets, not copied
     */
    Der(int tag, byte[] value) {
        this.tag = tag;
        this.value = value;
    }

    int tag() {
        return tag;
    }

    /** Reads one element that makes up all of the bytes. */
    static Der parse(byte[] bytes) throws IOException {
        List<Der> all = parseAll(bytes);
        if (all.size() != 1) {
            throw new IOException("not one element of DER");
        }
        return all.getFirst();
    }

    /** Returns the elements that this one consists of, which must have the given tag. */
    List<Der> elements(int expectedTag) throws IOException {
        return parseAll(value(expectedTag));
    }

    /** Returns the one element that is inside of this one, as explicit tagging has it. */
    Der inner() throws IOException {
        return parse(value);
    }

    /** Returns the value, where the tag is the expected one. */
    byte[] value(int expectedTag) throws IOException {
        if (tag != expectedTag) {
            throw new IOException("unexpected tag " + tag);
        }
        return value;
    }

    /** Returns an object identifier as the hexadecimal digits of its encoding. */
    String objectIdentifier() throws IOException {
        return HexFormat.of().formatHex(value(OBJECT_IDENTIFIER));
    }

    static Der objectIdentifier(String hex) {
        return new Der(OBJECT_IDENTIFIER, HexFormat.of().parseHex(hex));
    }

    static Der sequence(Der... elements) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Der element : elements) {
            content.writeBytes(element.encoded());
        }
        return new Der(SEQUENCE, content.toByteArray());
    }

    byte[] encoded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = value.length;
        if (length >= LONG_FORM) {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(LONG_FORM | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(length >> (8 * i));
            }
        } else {
            out.write(length);
        }
        out.writeBytes(value);
        return out.toByteArray();
    }

    private static List<Der> parseAll(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Der> elements = new ArrayList<>();
        try {
            while (in.hasRemaining()) {
                int tag = in.get() & 0xff;
                byte[] value = new byte[length(in)];
                in.get(value);
                elements.add(new Der(tag, value));
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("the DER encoding is truncated", e);
        }
        return elements;
    }

    private static int length(ByteBuffer in) throws IOException {
        int length = in.get() & 0xff;
        if (length >= LONG_FORM) {
            int octets = length - LONG_FORM;
            if (octets < 1 || octets > MAX_LENGTH_OCTETS) {
                throw new IOException("the DER encoding has an impossible length");
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | (in.get() & 0xff);
            }
        }
        if (length > in.remaining()) {
            throw new IOException("the DER encoding is truncated");
        }
        return length;
    }
}
