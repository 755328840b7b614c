package signet.der;

/** The content of object identifiers (X.690 section 8.19). */
final class ObjectIdentifiers {

    private static final long ROOT = 40;
    private static final long LAST_ROOT = 2;
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    /** The longest of certificates have some 20. */
    private static final int MAX_LENGTH = 64;

    private static final int MAX_BITS = 63;

    private ObjectIdentifiers() {}

    /**
     * Says whether each number is complete and as short as can be.
     *
     * @throws DerException where it is longer than any that is in use: written as a text, a long
     *     one takes time that grows with the square of its length
     */
    static boolean isValid(byte[] bytes, int start, int end) throws DerException {
        if (end - start > MAX_LENGTH) {
            throw new DerException("an object identifier of more than " + MAX_LENGTH + " bytes");
        }
        int octets = 0;
        for (int i = start; i < end; i++) {
            if (octets == 0 && (bytes[i] & 0xff) == MORE) {
                return false;
            }
            octets++;
            if (octets * BITS > MAX_BITS) {
                throw new DerException(
                        "an object identifier with a number of more than " + MAX_BITS + " bits");
            }
            octets = (bytes[i] & MORE) == 0 ? 0 : octets;
        }
        return end > start && octets == 0;
    }

    /** Returns the text of a valid one. */
    static String text(byte[] content) {
        StringBuilder text = new StringBuilder();
        long number = 0;
        for (byte octet : content) {
            number = number << BITS | (octet & (MORE - 1));
            if ((octet & MORE) == 0) {
                text.append(text.isEmpty() ? first(number) : "." + number);
                number = 0;
            }
        }
        return text.toString();
    }

    /** The first two numbers are one. */
    private static String first(long number) {
        long root = Math.min(number / ROOT, LAST_ROOT);
        return root + "." + (number - root * ROOT);
    }
}
