package signet.token;

import signet.libc.CFunction;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The few functions of the C library that Java doesn't offer. Linux only. */
final class LibC {

    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int FIRST_FREE = 3;
    private static final int O_RDWR = 2;

    private static final CFunction READ = CFunction.returningLong("read");
    private static final CFunction WRITE = CFunction.returningLong("write");
    private static final CFunction DUP2 = CFunction.returningInt("dup2");
    private static final CFunction FCNTL = CFunction.returningInt("fcntl");
    private static final CFunction OPEN = CFunction.returningInt("open");

    private LibC() {}

    /** Reads into memory; returns how many bytes, 0 at the end. */
    static int read(int descriptor, MemorySegment memory) throws IOException {
        return checked("read", READ.call(descriptor, memory.address(), memory.byteSize()));
    }

    /** Writes memory; returns how many bytes of it. */
    static int write(int descriptor, MemorySegment memory) throws IOException {
        return checked("write", WRITE.call(descriptor, memory.address(), memory.byteSize()));
    }

    /** Returns another descriptor of the same file, which children of this process don't get. */
    static int duplicate(int descriptor) throws IOException {
        return checked("fcntl", FCNTL.call(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE));
    }

    /** Makes a descriptor stand for what another one stands for. */
    static void replace(int descriptor, int by) throws IOException {
        int _ = checked("dup2", DUP2.call(by, descriptor));
    }

    /** Opens /dev/null. */
    static int openNull() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return checked("open", OPEN.call(arena.allocateFrom("/dev/null").address(), O_RDWR));
        }
    }

    private static int checked(String function, long result) throws IOException {
        if (result < 0) {
            throw new IOException(function + " failed");
        }
        return (int) result;
    }
}
