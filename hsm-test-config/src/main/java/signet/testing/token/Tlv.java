package signet.testing.token;

import java.util.Arrays;
import java.util.Optional;

/** Finds BER-TLV elements with a tag of one byte and at most two bytes of length. */
final class Tlv {

    private Tlv() {}

    /** Returns the value of the first element with a tag; empty also when the data is malformed. */
    static Optional<byte[]> find(byte[] data, int tag) {
        int at = 0;
        while (at + 2 <= data.length) {
            int lengthBytes = Math.max(0, (data[at + 1] & 0xFF) - 0x80);
            int start = at + 2 + lengthBytes;
            if (lengthBytes > 2 || start > data.length) {
                return Optional.empty();
            }
            int length = lengthBytes == 0 ? data[at + 1] : 0;
            for (int i = at + 2; i < start; i++) {
                length = (length << 8) | (data[i] & 0xFF);
            }
            if (start + length > data.length) {
                return Optional.empty();
            }
            if ((data[at] & 0xFF) == tag) {
                return Optional.of(Arrays.copyOfRange(data, start, start + length));
            }
            at = start + length;
        }
        return Optional.empty();
    }
}
