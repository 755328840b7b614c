package signet.master.process;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Functions of the C library with an int result, called by the foreign function API. Every argument
 * is an int, a long or a pointer; a result below zero is turned into an {@link NativeException}
 * with the text of errno. Thread-safe.
 */
@SuppressWarnings("restricted") // calling native code is what this class is for
final class CLibrary {

    static final AddressLayout POINTER = ValueLayout.ADDRESS;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final int EINTR = 4;
    private static final long MAX_MESSAGE = 256;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private CLibrary() {}

    /** Binds a function that sets errno. */
    static MethodHandle bind(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                type,
                Linker.Option.captureCallState("errno"));
    }

    /** Binds a variadic function that sets errno. */
    static MethodHandle bindVariadic(String name, FunctionDescriptor type, int fixedArguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                type,
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(fixedArguments));
    }

    /** A call that is given the memory in which errno is captured. */
    @FunctionalInterface
    interface Call {
        /** Runs the call and returns its result. */
        long invoke(MemorySegment errno) throws Throwable;
    }

    /**
     * Runs a call, again where a signal interrupted it.
     *
     * @param what what is being done, for the message
     * @return the result, which is not negative
     * @throws NativeException where the result is negative
     */
    static long check(String what, Call call) throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            while (true) {
                long result = call.invoke(state);
                if (result >= 0) {
                    return result;
                }
                int errno = (int) ERRNO.get(state, 0L);
                if (errno != EINTR) {
                    throw new NativeException(what, errno, message(errno));
                }
            }
        } catch (NativeException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A call of the C library failed: " + what, e);
        }
    }

    /**
     * Runs a call of the posix_spawn family, whose result is an error number.
     *
     * @throws NativeException where the result is not 0
     */
    static void checkErrorNumber(String what, Call call) throws NativeException {
        long result = check(what, call);
        if (result != 0) {
            throw new NativeException(what, (int) result, message((int) result));
        }
    }

    private static String message(int errno) {
        try {
            MethodHandle strerror =
                    LINKER.downcallHandle(
                            LINKER.defaultLookup().findOrThrow("strerror"),
                            FunctionDescriptor.of(POINTER, INT));
            MemorySegment text = (MemorySegment) strerror.invokeExact(errno);
            return text.reinterpret(MAX_MESSAGE).getString(0);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("strerror failed", e);
        }
    }
}
