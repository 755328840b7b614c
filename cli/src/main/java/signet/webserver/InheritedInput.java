package signet.webserver;

import signet.libc.CFunction;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * Reads a descriptor that the parent process left open, by its number. The JDK can adopt only the
 * numbers 0 to 2, and a socket can't be opened anew through /proc; hence read(2) and close(2) are
 * called directly. Not thread-safe.
 */
final class InheritedInput extends InputStream {

    private static final int BUFFER_SIZE = 4096;
    private static final int EINTR = 4;
    private static final CFunction READ = CFunction.returningLong("read");
    private static final CFunction CLOSE = CFunction.returningInt("close");

    private final int number;
    private boolean closed;

    InheritedInput(int number) {
        this.number = number;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("descriptor " + number + " is closed");
        }
        if (length == 0) {
            return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.min(length, BUFFER_SIZE));
            int count = fill(buffer);
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, offset, count);
            return count == 0 ? -1 : count;
        }
    }

    private int fill(MemorySegment buffer) throws IOException {
        while (true) {
            long count = READ.call(number, buffer.address(), buffer.byteSize());
            if (count >= 0) {
                return (int) count;
            }
            if (count != -EINTR) {
                throw new IOException("cannot read descriptor " + number + ": errno " + -count);
            }
        }
    }

    /** Closes the descriptor, once. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        // Nothing can be done about a failure; the number is free again in any case.
        long _ = CLOSE.call(number);
    }
}
