package signet.accountd;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Adds the public key to an EC key, as other programs do (RFC 5915 section 3): a reader then need
 * not compute it, which makes the start of the signer several times as fast.
 */
final class EcPkcs8 {

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int PUBLIC_KEY = 0xa1;
    private static final int LONG_FORM = 0x80;

    private EcPkcs8() {}

    /**
     * Returns the key with its public half, and overwrites the key without it.
     *
     * @param pkcs8 what the JDK makes: SEQUENCE { INTEGER, SEQUENCE, OCTET STRING { SEQUENCE } },
     *     all lengths below 128
     * @param spki SEQUENCE { SEQUENCE, BIT STRING }; the latter comes last
     */
    static byte[] withPublicKey(byte[] pkcs8, byte[] spki) {
        // INTEGER of one byte, then the algorithm, whose length tells where the key starts.
        int algorithmEnd = 2 + 3 + 2 + pkcs8[2 + 3 + 1];
        int keyStart = algorithmEnd + 2 + 2;
        int bitsStart = 2 + 2 + spki[2 + 1];
        byte[] head = Arrays.copyOfRange(pkcs8, 2, algorithmEnd);
        byte[] key = Arrays.copyOfRange(pkcs8, keyStart, pkcs8.length);
        byte[] bits = Arrays.copyOfRange(spki, bitsStart, spki.length);
        byte[] inner = element(SEQUENCE, join(key, element(PUBLIC_KEY, bits)));
        byte[] all = element(SEQUENCE, join(head, element(OCTET_STRING, inner)));
        Arrays.fill(pkcs8, (byte) 0);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(inner, (byte) 0);
        return all;
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    private static byte[] element(int tag, byte[] value) {
        byte[] header =
                value.length < LONG_FORM
                        ? new byte[] {(byte) tag, (byte) value.length}
                        : new byte[] {(byte) tag, (byte) (LONG_FORM + 1), (byte) value.length};
        return join(header, value);
    }
}
