package signet.testing.token;

import java.util.Arrays;

/**
 * A command with short lengths (ISO/IEC 7816-4 section 5.1).
 *
 * @param bytes the whole of it, at least 4 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record CommandApdu(byte[] bytes) {

    private static final int HEADER = 4;
    private static final int CHAINED = 0x10;
    private static final int MAX_RESPONSE = 256;

    boolean wellFormed() {
        return bytes.length <= HEADER + 1
                || bytes.length == HEADER + 1 + lc()
                || bytes.length == HEADER + 1 + lc() + 1;
    }

    /** Tells whether more of the same command follows. */
    boolean chained() {
        return (bytes[0] & CHAINED) != 0;
    }

    int instruction() {
        return bytes[1] & 0xFF;
    }

    int p1() {
        return bytes[2] & 0xFF;
    }

    int p2() {
        return bytes[3] & 0xFF;
    }

    byte[] data() {
        return lc() == 0 ? new byte[0] : Arrays.copyOfRange(bytes, HEADER + 1, HEADER + 1 + lc());
    }

    /** Returns how many bytes are wanted at most. */
    int le() {
        int at = lc() == 0 ? HEADER : HEADER + 1 + lc();
        int le = at < bytes.length ? bytes[at] & 0xFF : 0;
        return le == 0 ? MAX_RESPONSE : le;
    }

    private int lc() {
        return bytes.length > HEADER + 1 ? bytes[HEADER] & 0xFF : 0;
    }
}
