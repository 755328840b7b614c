package signet.signer.pkcs11.cryptoki;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Reads the fields of PKCS#11 structures. */
final class Structures {

    private static final int BYTE = 0xff;

    private Structures() {}

    /** A text field: UTF-8, padded with blanks; some modules pad with NUL. */
    static String text(MemorySegment structure, long offset, long length) {
        byte[] field = structure.asSlice(offset, length).toArray(JAVA_BYTE);
        int end = 0;
        while (end < field.length && field[end] != 0) {
            end++;
        }
        return new String(field, 0, end, StandardCharsets.UTF_8).stripTrailing();
    }

    static long number(MemorySegment structure, long offset) {
        return structure.get(JAVA_LONG, offset);
    }

    /** One half of a CK_VERSION. */
    static int version(MemorySegment structure, long offset) {
        return structure.get(JAVA_BYTE, offset) & BYTE;
    }
}
