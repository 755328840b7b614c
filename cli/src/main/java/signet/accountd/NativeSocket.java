package signet.accountd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * A stream socket, known by its descriptor. One thread may read and another may write; any may shut
 * it down. Whoever closes it must be the last to use it.
 */
final class NativeSocket {

    private static final int SIZE = 8 * 1024;
    private static final int SO_TYPE = 3;
    private static final int SO_PEERCRED = 17;
    private static final int SO_ACCEPTCONN = 30;
    private static final int SO_DOMAIN = 39;
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int UID = 1;

    private final int descriptor;
    private boolean closed;

    NativeSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Tells whether connections of this host can be accepted from it. */
    boolean isUnixListener() {
        try {
            return option(SO_DOMAIN, 1)[0] == AF_UNIX
                    && option(SO_TYPE, 1)[0] == SOCK_STREAM
                    && option(SO_ACCEPTCONN, 1)[0] == 1;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for the next connection. */
    NativeSocket accept() throws IOException {
        return new NativeSocket(LibC.accept(descriptor));
    }

    /** Returns the name of the user at the other end, or its number where it has none. */
    String peer() {
        try {
            int uid = option(SO_PEERCRED, 3)[UID];
            return LibC.userName(uid).orElseGet(() -> Integer.toUnsignedString(uid));
        } catch (IOException e) {
            return "unknown";
        }
    }

    private int[] option(int option, int length) throws IOException {
        return LibC.socketOption(descriptor, option, length);
    }

    /** Returns what comes in, without a buffer. */
    InputStream in() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, bytes.length);
                if (length == 0) {
                    return 0;
                }
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment memory = arena.allocate(Math.min(length, SIZE));
                    int count = LibC.read(descriptor, memory);
                    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, offset, count);
                    return count == 0 ? -1 : count;
                }
            }
        };
    }

    /** Returns where to write, without a buffer. */
    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, bytes.length);
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment memory = arena.allocate(Math.max(1, length));
                    MemorySegment.copy(bytes, offset, memory, ValueLayout.JAVA_BYTE, 0, length);
                    for (int done = 0; done < length; ) {
                        done += LibC.send(descriptor, memory.asSlice(done, length - done));
                    }
                }
            }
        };
    }

    /** Ends the connection: reads see its end, and writes fail, those that wait too. */
    synchronized void shutdown() {
        if (!closed) {
            LibC.shutdown(descriptor);
        }
    }

    /** Gives the descriptor back, once. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            LibC.close(descriptor);
        }
    }
}
