package signet.token;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The few functions of the C library that Java doesn't offer. Linux only. */
@SuppressWarnings("restricted")
final class LibC {

    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int FIRST_FREE = 3;
    private static final int O_RDWR = 2;

    private static final MethodHandle READ =
            function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle DUP2 =
            function("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle FCNTL =
            function(
                    "fcntl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle OPEN =
            function(
                    "open",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle EXIT = function("_exit", FunctionDescriptor.ofVoid(JAVA_INT));

    private LibC() {}

    private static MethodHandle function(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
    }

    /** Reads into memory; returns how many bytes, 0 at the end. */
    static int read(int descriptor, MemorySegment memory) throws IOException {
        try {
            long count = (long) READ.invokeExact(descriptor, memory, memory.byteSize());
            return (int) checked("read", count);
        } catch (Throwable e) {
            throw failure("read", e);
        }
    }

    /** Writes memory; returns how many bytes of it. */
    static int write(int descriptor, MemorySegment memory) throws IOException {
        try {
            long count = (long) WRITE.invokeExact(descriptor, memory, memory.byteSize());
            return (int) checked("write", count);
        } catch (Throwable e) {
            throw failure("write", e);
        }
    }

    /** Returns another descriptor of the same file, which children of this process don't get. */
    static int duplicate(int descriptor) throws IOException {
        try {
            int copy = (int) FCNTL.invokeExact(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE);
            return (int) checked("fcntl", copy);
        } catch (Throwable e) {
            throw failure("fcntl", e);
        }
    }

    /** Makes a descriptor stand for what another one stands for. */
    static void replace(int descriptor, int by) throws IOException {
        try {
            long _ = checked("dup2", (int) DUP2.invokeExact(by, descriptor));
        } catch (Throwable e) {
            throw failure("dup2", e);
        }
    }

    /** Opens /dev/null. */
    static int openNull() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int opened = (int) OPEN.invokeExact(arena.allocateFrom("/dev/null"), O_RDWR);
            return (int) checked("open", opened);
        } catch (Throwable e) {
            throw failure("open", e);
        }
    }

    /**
     * Ends the process at once. Neither Java nor a module gets to do anything more: what a module
     * does at a usual exit may hang as well.
     */
    static void exit(ExitStatus status) {
        try {
            EXIT.invokeExact(status.code());
        } catch (Throwable e) {
            Runtime.getRuntime().halt(status.code());
        }
    }

    private static long checked(String function, long result) throws IOException {
        if (result < 0) {
            throw new IOException(function + " failed");
        }
        return result;
    }

    private static IOException failure(String function, Throwable e) {
        return e instanceof IOException io ? io : new IOException("can't call " + function, e);
    }
}
