package signet.der;

import java.math.BigInteger;

/** The content of object identifiers (X.690 section 8.19). */
final class ObjectIdentifiers {

    private static final BigInteger ROOT = BigInteger.valueOf(40);
    private static final BigInteger LAST_ROOT = BigInteger.TWO;
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private ObjectIdentifiers() {}

    /** Says whether each number is complete and as short as can be. */
    static boolean isValid(byte[] bytes, int start, int end) {
        boolean begins = true;
        for (int i = start; i < end; i++) {
            if (begins && (bytes[i] & 0xff) == MORE) {
                return false;
            }
            begins = (bytes[i] & MORE) == 0;
        }
        return end > start && begins;
    }

    static String text(byte[] content) {
        StringBuilder text = new StringBuilder();
        BigInteger number = BigInteger.ZERO;
        for (byte octet : content) {
            number = number.shiftLeft(BITS).or(BigInteger.valueOf(octet & (MORE - 1)));
            if ((octet & MORE) == 0) {
                text.append(text.isEmpty() ? first(number) : "." + number);
                number = BigInteger.ZERO;
            }
        }
        return text.toString();
    }

    /** The first two numbers are one. */
    private static String first(BigInteger number) {
        BigInteger root = number.divide(ROOT).min(LAST_ROOT);
        return root + "." + number.subtract(root.multiply(ROOT));
    }
}
