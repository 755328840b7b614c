package signet.accountd.audit.chain;

import java.util.Arrays;

/** A line as it was read; nothing is known of it yet. */
public final class RawLine {

    private final byte[] bytes;
    private final long number;
    private final long offset;

    RawLine(byte[] bytes, long number, long offset) {
        this.bytes = bytes;
        this.number = number;
        this.offset = offset;
    }

    /** Returns the bytes, with the line end if there is one. */
    public byte[] bytes() {
        return Arrays.copyOf(bytes, bytes.length);
    }

    /** Returns the number of the line in its file, counted from 1. */
    public long number() {
        return number;
    }

    /** Returns how many bytes of the file are before it. */
    public long offset() {
        return offset;
    }

    /** Says whether it has a line end. Without one it is torn, or longer than a line may be. */
    public boolean complete() {
        return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
    }

    /** Says whether it is longer than a line may be; the rest of the file is not read then. */
    public boolean overlong() {
        return !complete() && bytes.length >= ChainLine.MAX_BYTES;
    }
}
