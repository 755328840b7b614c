package signet.sandbox;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Calls the kernel by number. One function with one signature serves for all calls, as each
 * signature costs milliseconds at the start of a process. Thread-safe.
 *
 * @param architecture whose numbers count
 */
@SuppressWarnings("restricted") // calling native code is what this is for
record Kernel(Architecture architecture) {

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO =
            STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SYSCALL =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                            FunctionDescriptor.of(
                                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                                    JAVA_LONG, JAVA_LONG),
                            Linker.Option.captureCallState("errno"));

    /**
     * Calls.
     *
     * @param arguments up to five numbers; a pointer is its address
     * @return the result, or errno with a minus sign
     */
    long call(SystemCall call, long... arguments) {
        long[] all = new long[5];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long number = call.number(architecture);
            long result =
                    (long)
                            SYSCALL.invokeExact(
                                    state, number, all[0], all[1], all[2], all[3], all[4]);
            return result < 0 ? -state.get(ValueLayout.JAVA_INT, ERRNO) : result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("syscall(2) cannot be called", e);
        }
    }

    /**
     * Calls what must not fail.
     *
     * @throws SandboxException where the result is an error
     */
    long require(String what, SystemCall call, long... arguments) throws SandboxException {
        long result = call(call, arguments);
        if (result < 0) {
            throw new SandboxException(what, (int) -result);
        }
        return result;
    }
}
