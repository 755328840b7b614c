package signet.accountd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The functions of the C library for sockets that are known by their descriptor. Linux only. */
@SuppressWarnings("restricted") // calling native code is what this is for
final class LibC {

    private static final int EINTR = 4;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SOL_SOCKET = 1;
    private static final int SHUT_RDWR = 2;
    private static final long ENTRY = 128;
    private static final long TEXTS = 16 * 1024;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO =
            STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle READ =
            function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle SEND =
            function(
                    "send",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle ACCEPT =
            function(
                    "accept4",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle GET_OPTION =
            function(
                    "getsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SHUTDOWN =
            function("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle USER =
            function(
                    "getpwuid_r",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));

    private LibC() {}

    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                type,
                Linker.Option.captureCallState("errno"));
    }

    /** A call that is given the memory in which errno is captured. */
    private interface Call {
        long run(MemorySegment state) throws Throwable;
    }

    private static long call(String function, Call call) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            while (true) {
                long result = call.run(state);
                if (result >= 0) {
                    return result;
                }
                int errno = state.get(ValueLayout.JAVA_INT, ERRNO);
                if (errno != EINTR) {
                    throw new IOException(function + " failed (errno " + errno + ")");
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("can't call " + function, e);
        }
    }

    /** Reads into memory; returns how many bytes, 0 at the end. */
    static int read(int descriptor, MemorySegment memory) throws IOException {
        return (int)
                call(
                        "read",
                        state ->
                                (long)
                                        READ.invokeExact(
                                                state, descriptor, memory, memory.byteSize()));
    }

    /** Sends memory; returns how many bytes of it. */
    static int send(int descriptor, MemorySegment memory) throws IOException {
        return (int)
                call(
                        "send",
                        state ->
                                (long)
                                        SEND.invokeExact(
                                                state,
                                                descriptor,
                                                memory,
                                                memory.byteSize(),
                                                MSG_NOSIGNAL));
    }

    /** Waits for a connection; children of this process don't get its descriptor. */
    static int accept(int descriptor) throws IOException {
        return (int)
                call(
                        "accept",
                        state ->
                                (int)
                                        ACCEPT.invokeExact(
                                                state,
                                                descriptor,
                                                MemorySegment.NULL,
                                                MemorySegment.NULL,
                                                SOCK_CLOEXEC));
    }

    /** Returns an option of SOL_SOCKET that is made of so many ints. */
    static int[] socketOption(int descriptor, int option, int length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT, length);
            MemorySegment size = arena.allocateFrom(JAVA_INT, length * Integer.BYTES);
            long _ =
                    call(
                            "getsockopt",
                            state ->
                                    (int)
                                            GET_OPTION.invokeExact(
                                                    state,
                                                    descriptor,
                                                    SOL_SOCKET,
                                                    option,
                                                    value,
                                                    size));
            return value.toArray(JAVA_INT);
        }
    }

    /** Ends a connection. A failure means that it is over already. */
    static void shutdown(int descriptor) {
        try {
            long _ =
                    call(
                            "shutdown",
                            state -> (int) SHUTDOWN.invokeExact(state, descriptor, SHUT_RDWR));
        } catch (IOException e) {
            // That is what we wanted.
        }
    }

    /** Gives a descriptor back. It is free in any case. */
    static void close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) CLOSE.invokeExact(arena.allocate(STATE), descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException("can't call close", e);
        }
    }

    /** Returns the name of a user, where it has one. */
    static Optional<String> userName(int uid) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(ENTRY, 8);
            MemorySegment texts = arena.allocate(TEXTS);
            MemorySegment found = arena.allocate(ADDRESS);
            long error =
                    call(
                            "getpwuid_r",
                            state ->
                                    (int) USER.invokeExact(state, uid, entry, texts, TEXTS, found));
            if (error != 0 || found.get(ADDRESS, 0).equals(MemorySegment.NULL)) {
                return Optional.empty();
            }
            // Its first member is the name.
            return Optional.of(entry.get(ADDRESS, 0).reinterpret(TEXTS).getString(0));
        }
    }
}
