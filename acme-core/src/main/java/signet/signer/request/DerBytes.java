package signet.signer.request;

import java.util.Arrays;

/** Bytes that are said to be DER, not looked at yet. Immutable. */
public final class DerBytes {

    private final byte[] bytes;

    DerBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns a copy of the bytes. */
    public byte[] toArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DerBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
