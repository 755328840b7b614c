package signet.der;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the elements of DER, and insists on their form. */
final class DerReader {

    /** Certificates are ten levels deep. */
    private static final int MAX_DEPTH = 32;

    /** One for a hundred names has some hundreds. */
    private static final int MAX_ELEMENTS = 4096;

    private static final int CLASS = 0xc0;
    private static final int CONSTRUCTED = 0x20;
    private static final int NUMBER = 0x1f;
    private static final int LONG_FORM = 0x80;
    private static final int MAX_LENGTH_OCTETS = 3;
    private static final int ENUMERATED = 0x0a;

    private final byte[] bytes;
    private int position;
    private int elements;

    /** Reads bytes that nobody changes. */
    DerReader(byte[] bytes) {
        this.bytes = bytes;
    }

    Der readAll() throws DerException {
        Der all = read(bytes.length, MAX_DEPTH);
        if (position != bytes.length) {
            throw new DerException("there is something behind its end");
        }
        return all;
    }

    private Der read(int limit, int depth) throws DerException {
        if (depth == 0) {
            throw new DerException("it is nested too deeply");
        }
        elements++;
        if (elements > MAX_ELEMENTS) {
            throw new DerException("it has more than " + MAX_ELEMENTS + " elements");
        }
        int start = position;
        int tag = next(limit);
        checkTag(tag);
        int length = length(limit);
        int contentStart = position;
        int end = contentStart + length;
        List<Der> children = new ArrayList<>();
        if ((tag & CONSTRUCTED) == 0) {
            checkContent(tag, contentStart, end);
            position = end;
        } else {
            while (position < end) {
                children.add(read(end, depth - 1));
            }
        }
        if (tag == Der.SET) {
            checkOrder(children);
        }
        return new Der(bytes, start, contentStart, end, List.copyOf(children));
    }

    private int next(int limit) throws DerException {
        if (position >= limit) {
            throw new DerException("it is cut off");
        }
        return bytes[position++] & 0xff;
    }

    /** Of the universal types, sequences and sets alone consist of others in DER. */
    private static void checkTag(int tag) throws DerException {
        boolean universal = (tag & CLASS) == 0;
        boolean constructed = (tag & CONSTRUCTED) != 0;
        int number = tag & NUMBER;
        boolean composed = number == (Der.SEQUENCE & NUMBER) || number == (Der.SET & NUMBER);
        if (tag == 0 || number == NUMBER || (universal && constructed != composed)) {
            throw new DerException("an element of a type that DER has not");
        }
    }

    private int length(int limit) throws DerException {
        int first = next(limit);
        if (first < LONG_FORM) {
            return checked(first, limit);
        }
        int octets = first - LONG_FORM;
        if (octets < 1 || octets > MAX_LENGTH_OCTETS) {
            throw new DerException("a length that is indefinite, or too long");
        }
        int length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << Byte.SIZE | next(limit);
        }
        if (length < LONG_FORM || length >> (Byte.SIZE * (octets - 1)) == 0) {
            throw new DerException("a length in a longer form than it needs");
        }
        return checked(length, limit);
    }

    private int checked(int length, int limit) throws DerException {
        if (length > limit - position) {
            throw new DerException("it is cut off");
        }
        return length;
    }

    private void checkContent(int tag, int start, int end) throws DerException {
        boolean valid =
                switch (tag) {
                    case Der.BOOLEAN ->
                            end - start == 1 && (bytes[start] == 0 || bytes[start] == -1);
                    case Der.INTEGER, ENUMERATED -> isShortest(start, end);
                    case Der.NULL -> start == end;
                    case Der.OBJECT_IDENTIFIER -> ObjectIdentifiers.isValid(bytes, start, end);
                    case Der.BIT_STRING -> areBits(start, end);
                    case Der.UTF8_STRING -> isUtf8(start, end);
                    default -> true;
                };
        if (!valid) {
            throw new DerException("an element that is not in the form of DER");
        }
    }

    private boolean isShortest(int start, int end) {
        if (end - start < 2) {
            return end > start;
        }
        boolean negative = bytes[start + 1] < 0;
        return bytes[start] != (negative ? -1 : 0);
    }

    /** Bits beyond the last one are zero. */
    private boolean areBits(int start, int end) {
        if (start == end) {
            return false;
        }
        int unused = bytes[start];
        if (unused < 0 || unused >= Byte.SIZE || (unused > 0 && end - start < 2)) {
            return false;
        }
        return (bytes[end - 1] & (1 << unused) - 1) == 0 || end - start == 1;
    }

    private boolean isUtf8(int start, int end) {
        try {
            var _ =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, start, end - start));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /**
     * X.690 section 11.6. A set of several types has another order (section 10.3), which readers do
     * not agree on, and does not occur.
     */
    private static void checkOrder(List<Der> children) throws DerException {
        for (int i = 1; i < children.size(); i++) {
            Der before = children.get(i - 1);
            if (before.tag() != children.get(i).tag() || before.compareTo(children.get(i)) > 0) {
                throw new DerException("a set that is not in order");
            }
        }
    }
}
