package signet.webserver;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Objects;

/**
 * Reads a descriptor that the parent process left open, by its number. The JDK can adopt only the
 * numbers 0 to 2, and a socket can't be opened anew through /proc; hence read(2) and close(2) are
 * called directly. Not thread-safe.
 */
final class InheritedInput extends InputStream {

    private static final int BUFFER_SIZE = 4096;
    private static final int EINTR = 4;
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final MethodHandle READ =
            function(
                    "read",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final int number;
    private boolean closed;

    InheritedInput(int number) {
        this.number = number;
    }

    @SuppressWarnings("restricted") // The launcher grants native access for this class.
    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                type,
                Linker.Option.captureCallState("errno"));
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
            int count = fill(arena.allocate(STATE), buffer);
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, offset, count);
            return count == 0 ? -1 : count;
        }
    }

    private int fill(MemorySegment state, MemorySegment buffer) throws IOException {
        while (true) {
            long count = call(state, buffer);
            if (count >= 0) {
                return (int) count;
            }
            int errno = (int) STATE.varHandle(errnoPath()).get(state, 0L);
            if (errno != EINTR) {
                throw new IOException("cannot read descriptor " + number + ": errno " + errno);
            }
        }
    }

    private static MemoryLayout.PathElement errnoPath() {
        return MemoryLayout.PathElement.groupElement("errno");
    }

    private long call(MemorySegment state, MemorySegment buffer) {
        try {
            return (long) READ.invokeExact(state, number, buffer, buffer.byteSize());
        } catch (Throwable e) {
            throw new IllegalStateException("read(2) cannot be called", e);
        }
    }

    /** Closes the descriptor, once. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Arena arena = Arena.ofConfined()) {
            // Nothing can be done about a failure; the number is free again in any case.
            int ignored = (int) CLOSE.invokeExact(arena.allocate(STATE), number);
        } catch (Throwable e) {
            throw new IllegalStateException("close(2) cannot be called", e);
        }
    }
}
