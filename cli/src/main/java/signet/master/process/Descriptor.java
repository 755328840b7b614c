package signet.master.process;

import signet.libc.CFunction;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file descriptor that we own. It is closed at exec, so that a child gets it only where it is
 * named for that child; and its number is at least {@link #LOWEST}, so that it is never one of the
 * numbers at which a child expects something.
 *
 * <p>Thread-safe, except that it must not be closed while another thread reads or writes: {@link
 * #shutdown} ends such calls first.
 */
public final class Descriptor implements AutoCloseable {

    static final int LOWEST = 16;

    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int SHUT_WR = 1;
    private static final int SHUT_RDWR = 2;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int BUFFER = 8192;

    private static final CFunction FCNTL = CFunction.returningInt("fcntl");
    private static final CFunction CLOSE = CFunction.returningInt("close");
    private static final CFunction READ = CFunction.returningLong("read");
    private static final CFunction SEND = CFunction.returningLong("send");
    private static final CFunction SHUTDOWN = CFunction.returningInt("shutdown");

    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Descriptor(int number) {
        this.number = number;
    }

    /** Takes over a descriptor that a call has just returned. */
    static Descriptor adopt(int raw) throws NativeException {
        try {
            return new Descriptor(
                    (int) CLibrary.check("fcntl", () -> FCNTL.call(raw, F_DUPFD_CLOEXEC, LOWEST)));
        } finally {
            CLibrary.check("close", () -> CLOSE.call(raw));
        }
    }

    int number() {
        if (closed.get()) {
            throw new IllegalStateException("The descriptor is closed");
        }
        return number;
    }

    /** Tells the peer of a socket that nothing more will be written. */
    public void shutdownWrite() throws NativeException {
        CLibrary.check("shutdown", () -> SHUTDOWN.call(number(), SHUT_WR));
    }

    /** Ends the connection of a socket in both directions: pending reads see the end of file. */
    public void shutdown() {
        try {
            CLibrary.check("shutdown", () -> SHUTDOWN.call(number(), SHUT_RDWR));
        } catch (NativeException e) {
            // Not connected any more, or not a socket: there is nothing left to shut down.
        }
    }

    /** Returns a stream that reads from this descriptor; closing the stream does nothing. */
    public InputStream in() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return readInto(target, offset, length);
            }
        };
    }

    /** Returns a stream that writes to this socket; closing the stream does nothing. */
    public OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                writeAll(source, offset, length);
            }
        };
    }

    private int readInto(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            long size = Math.min(length, BUFFER);
            MemorySegment buffer = arena.allocate(size);
            int count =
                    (int) CLibrary.check("read", () -> READ.call(number(), buffer.address(), size));
            MemorySegment.copy(
                    buffer, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, target, offset, count);
            return count == 0 ? -1 : count;
        }
    }

    private void writeAll(byte[] source, int offset, int length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.max(1, length));
            MemorySegment.copy(
                    source, offset, buffer, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, length);
            long written = 0;
            while (written < length) {
                MemorySegment rest = buffer.asSlice(written, length - written);
                written +=
                        CLibrary.check(
                                "write",
                                () ->
                                        SEND.call(
                                                number(),
                                                rest.address(),
                                                rest.byteSize(),
                                                MSG_NOSIGNAL));
            }
        }
    }

    /** Closes the descriptor. Closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                CLibrary.check("close", () -> CLOSE.call(number));
            } catch (NativeException e) {
                // Linux releases the number in any case, and nothing was buffered by us.
            }
        }
    }
}
