package signet.der;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * An element of DER (X.690). There is none that has another encoding than the one it was read from.
 * Immutable.
 */
public final class Der {

    /** The identifier octets of the types that are looked into. */
    public static final int BOOLEAN = 0x01;

    /** A whole number. */
    public static final int INTEGER = 0x02;

    /** Bits. */
    public static final int BIT_STRING = 0x03;

    /** Bytes. */
    public static final int OCTET_STRING = 0x04;

    /** Nothing. */
    public static final int NULL = 0x05;

    /** An object identifier. */
    public static final int OBJECT_IDENTIFIER = 0x06;

    /** A text in UTF-8. */
    public static final int UTF8_STRING = 0x0c;

    /** A text of letters, digits and a few signs. */
    public static final int PRINTABLE_STRING = 0x13;

    /** A text of ASCII. */
    public static final int IA5_STRING = 0x16;

    /** A sequence. */
    public static final int SEQUENCE = 0x30;

    /** A set of elements of one type. */
    public static final int SET = 0x31;

    private final byte[] bytes;
    private final int start;
    private final int contentStart;
    private final int end;
    private final List<Der> children;

    /** Makes one out of a part of bytes that nobody changes. */
    Der(byte[] bytes, int start, int contentStart, int end, List<Der> children) {
        this.bytes = bytes;
        this.start = start;
        this.contentStart = contentStart;
        this.end = end;
        this.children = children;
    }

    /**
     * Reads bytes that are one element and nothing else.
     *
     * @throws DerException where they are not, or in another form than that of DER: a length that
     *     is indefinite or longer than it needs to be, a number with leading zeros, a boolean that
     *     is neither 00 nor FF, bits beyond the last one, a set out of order, a text in pieces; or
     *     where it has more than 4,096 elements, 32 levels, or an object identifier that is longer
     *     than 64 bytes or has a number of more than 63 bits
     */
    public static Der parse(byte[] der) throws DerException {
        return new DerReader(der.clone()).readAll();
    }

    /** Returns the identifier octet; types above 30 are not read. */
    public int tag() {
        return bytes[start] & 0xff;
    }

    /** Returns a copy of all of its bytes. */
    public byte[] encoding() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** Returns a copy of the bytes behind its length. */
    public byte[] content() {
        return Arrays.copyOfRange(bytes, contentStart, end);
    }

    /** Returns what it consists of, where it is of a type. */
    public List<Der> children(int expected) throws DerException {
        expect(expected);
        return children;
    }

    /** Returns what it consists of, where it is of a type and these are so many. */
    public List<Der> children(int expected, int count) throws DerException {
        expect(expected);
        if (children.size() != count) {
            throw new DerException(children.size() + " elements where " + count + " belong");
        }
        return children;
    }

    /** Returns a whole number. */
    public BigInteger integer() throws DerException {
        expect(INTEGER);
        return new BigInteger(bytes, contentStart, end - contentStart);
    }

    /** Returns a boolean. */
    public boolean bool() throws DerException {
        expect(BOOLEAN);
        return bytes[contentStart] != 0;
    }

    /** Returns an object identifier, its numbers with dots between them. */
    public String objectIdentifier() throws DerException {
        expect(OBJECT_IDENTIFIER);
        return ObjectIdentifiers.text(content());
    }

    /** Returns the bytes of an octet string. */
    public byte[] octets() throws DerException {
        expect(OCTET_STRING);
        return content();
    }

    /** Returns the bytes of a bit string that consists of whole ones. */
    public byte[] wholeBits() throws DerException {
        expect(BIT_STRING);
        if (bytes[contentStart] != 0) {
            throw new DerException("a bit string that is not of whole bytes");
        }
        return Arrays.copyOfRange(bytes, contentStart + 1, end);
    }

    /**
     * Returns which bits of a list of named ones are set (X.690 section 11.2.2).
     *
     * @throws DerException where it ends in one that is not
     */
    public BitSet namedBits() throws DerException {
        expect(BIT_STRING);
        BitSet set = new BitSet();
        int bits = (end - contentStart - 1) * Byte.SIZE - bytes[contentStart];
        for (int bit = 0; bit < bits; bit++) {
            int octet = bytes[contentStart + 1 + bit / Byte.SIZE];
            set.set(bit, (octet >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) != 0);
        }
        if (set.length() != bits) {
            throw new DerException("a list of bits that ends in zeros");
        }
        return set;
    }

    /** Returns a text, where it is ASCII in one of the types that say so in one way. */
    public String ascii() throws DerException {
        if (tag() != UTF8_STRING && tag() != PRINTABLE_STRING && tag() != IA5_STRING) {
            throw unexpected();
        }
        return asciiContent();
    }

    /** Returns the content as ASCII, whatever its type: the schema says that it is a text. */
    public String asciiContent() throws DerException {
        for (int i = contentStart; i < end; i++) {
            if (bytes[i] < 0) {
                throw new DerException("a text that is not ASCII");
            }
        }
        return new String(bytes, contentStart, end - contentStart, StandardCharsets.US_ASCII);
    }

    private void expect(int expected) throws DerException {
        if (tag() != expected) {
            throw unexpected();
        }
    }

    private DerException unexpected() {
        return new DerException(
                String.format(
                        Locale.ROOT, "an element of the type %02x does not belong there", tag()));
    }

    /** The order of a set: of two, none is the beginning of the other. */
    int compareTo(Der other) {
        return Arrays.compareUnsigned(bytes, start, end, other.bytes, other.start, other.end);
    }

    /** Two are equal where their bytes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Der that
                && Arrays.equals(bytes, start, end, that.bytes, that.start, that.end);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoding());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%02x, %d bytes", tag(), end - start);
    }
}
