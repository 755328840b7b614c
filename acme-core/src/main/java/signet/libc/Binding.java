package signet.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;

/**
 * How functions of the C library are found and called on a JVM. The native programs have another
 * body of this class, as they have no linker at run time: nothing else may ask Java for one.
 * Thread-safe.
 */
@SuppressWarnings("restricted") // calling native code is what this class is for
final class Binding {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO =
            STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle CALL =
            LINKER.downcallHandle(
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                            JAVA_LONG),
                    Linker.Option.captureCallState("errno"));

    private Binding() {}

    /**
     * Returns where a function is.
     *
     * @throws NoSuchElementException where the C library has none of that name
     */
    static long address(String name) {
        return LINKER.defaultLookup().findOrThrow(name).address();
    }

    /**
     * Calls the function at an address.
     *
     * @param returnsInt whether its result is an int: the upper half of the register says nothing
     * @return the result; where that is negative, errno with a minus sign instead
     */
    static long call(
            long code,
            long first,
            long second,
            long third,
            long fourth,
            long fifth,
            long sixth,
            boolean returnsInt) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long register =
                    (long)
                            CALL.invokeExact(
                                    MemorySegment.ofAddress(code),
                                    state,
                                    first,
                                    second,
                                    third,
                                    fourth,
                                    fifth,
                                    sixth);
            long result = returnsInt ? (int) register : register;
            return result < 0 ? -state.get(JAVA_INT, ERRNO) : result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("can't call a function of the C library", e);
        }
    }
}
