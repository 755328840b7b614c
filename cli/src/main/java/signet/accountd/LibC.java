package signet.accountd;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import signet.libc.CFunction;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The functions of the C library for sockets that are known by their descriptor. Linux only. */
final class LibC {

    private static final int EINTR = 4;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SOL_SOCKET = 1;
    private static final int SHUT_RDWR = 2;
    private static final long ENTRY = 128;
    private static final long TEXTS = 16 * 1024;

    private static final CFunction READ = CFunction.returningLong("read");
    private static final CFunction SEND = CFunction.returningLong("send");
    private static final CFunction ACCEPT = CFunction.returningInt("accept4");
    private static final CFunction GET_OPTION = CFunction.returningInt("getsockopt");
    private static final CFunction SHUTDOWN = CFunction.returningInt("shutdown");
    private static final CFunction CLOSE = CFunction.returningInt("close");
    private static final CFunction USER = CFunction.returningInt("getpwuid_r");

    private LibC() {}

    /** Runs a call, again where a signal interrupted it; returns its result. */
    private static long call(String function, LongSupplier call) throws IOException {
        while (true) {
            long result = call.getAsLong();
            if (result >= 0) {
                return result;
            }
            if (result != -EINTR) {
                throw new IOException(function + " failed (errno " + -result + ")");
            }
        }
    }

    /** Reads into memory; returns how many bytes, 0 at the end. */
    static int read(int descriptor, MemorySegment memory) throws IOException {
        return (int) call("read", () -> READ.call(descriptor, memory.address(), memory.byteSize()));
    }

    /** Sends memory; returns how many bytes of it. */
    static int send(int descriptor, MemorySegment memory) throws IOException {
        return (int)
                call(
                        "send",
                        () ->
                                SEND.call(
                                        descriptor,
                                        memory.address(),
                                        memory.byteSize(),
                                        MSG_NOSIGNAL));
    }

    /** Waits for a connection; children of this process don't get its descriptor. */
    static int accept(int descriptor) throws IOException {
        return (int) call("accept", () -> ACCEPT.call(descriptor, 0, 0, SOCK_CLOEXEC));
    }

    /** Returns an option of SOL_SOCKET that is made of so many ints. */
    static int[] socketOption(int descriptor, int option, int length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT, length);
            MemorySegment size = arena.allocateFrom(JAVA_INT, length * Integer.BYTES);
            long _ =
                    call(
                            "getsockopt",
                            () ->
                                    GET_OPTION.call(
                                            descriptor,
                                            SOL_SOCKET,
                                            option,
                                            value.address(),
                                            size.address()));
            return value.toArray(JAVA_INT);
        }
    }

    /** Ends a connection. A failure means that it is over already. */
    static void shutdown(int descriptor) {
        try {
            long _ = call("shutdown", () -> SHUTDOWN.call(descriptor, SHUT_RDWR));
        } catch (IOException e) {
            // That is what we wanted.
        }
    }

    /** Gives a descriptor back. It is free in any case. */
    static void close(int descriptor) {
        long _ = CLOSE.call(descriptor);
    }

    /** Returns the name of a user, where it has one. */
    static Optional<String> userName(int uid) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(ENTRY, 8);
            MemorySegment texts = arena.allocate(TEXTS);
            MemorySegment found = arena.allocate(JAVA_LONG);
            long error =
                    call(
                            "getpwuid_r",
                            () ->
                                    USER.call(
                                            uid,
                                            entry.address(),
                                            texts.address(),
                                            TEXTS,
                                            found.address()));
            if (error != 0 || found.get(JAVA_LONG, 0) == 0) {
                return Optional.empty();
            }
            // Its first member is the name.
            return Optional.of(CFunction.memoryAt(entry.get(JAVA_LONG, 0), TEXTS).getString(0));
        }
    }
}
