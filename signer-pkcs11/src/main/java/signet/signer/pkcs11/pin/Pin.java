package signet.signer.pkcs11.pin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A PIN in memory that can be overwritten, and never becomes a string. Not thread-safe. */
public final class Pin implements AutoCloseable {

    private static final int MAX_BYTES = 255;

    private final byte[] bytes;
    private boolean wiped;

    private Pin(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes a PIN over, and overwrites the array.
     *
     * @param source where it comes from, for the error message
     * @throws IOException where it is empty or longer than 255 bytes in UTF-8
     */
    public static Pin of(char[] text, String source) throws IOException {
        ByteBuffer utf8 = ByteBuffer.allocate(text.length * 3);
        try {
            var result =
                    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), utf8, true);
            if (result.isError()) {
                throw new IOException("the PIN from " + source + " is not valid text");
            }
            return of(Arrays.copyOf(utf8.array(), utf8.position()), source);
        } finally {
            Arrays.fill(utf8.array(), (byte) 0);
            Arrays.fill(text, '\0');
        }
    }

    /**
     * Takes a PIN over; the array is overwritten when the PIN is closed, or where this fails.
     *
     * @throws IOException where it is empty or longer than 255 bytes
     */
    public static Pin of(byte[] bytes, String source) throws IOException {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            Arrays.fill(bytes, (byte) 0);
            throw new IOException(
                    "the PIN from "
                            + source
                            + (bytes.length == 0 ? " is empty" : " is longer than 255 bytes"));
        }
        return new Pin(bytes);
    }

    /** Returns another copy, which its receiver closes. */
    public Pin copy() {
        check();
        return new Pin(bytes.clone());
    }

    /** Returns the base64 text of the PIN in ASCII, in an array that the caller overwrites. */
    public byte[] base64() {
        check();
        return Base64.getEncoder().encode(bytes);
    }

    /** Returns one character for each byte, in an array that the caller overwrites. */
    char[] bytesAsChars() {
        check();
        char[] chars = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            chars[i] = (char) (bytes[i] & 0xff);
        }
        return chars;
    }

    private void check() {
        if (wiped) {
            throw new IllegalStateException("the PIN is overwritten already");
        }
    }

    /** Overwrites the PIN. */
    @Override
    public void close() {
        wiped = true;
        Arrays.fill(bytes, (byte) 0);
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "Pin[hidden]";
    }
}
