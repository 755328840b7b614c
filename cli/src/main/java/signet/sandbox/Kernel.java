package signet.sandbox;

import signet.libc.CFunction;

import java.util.Arrays;

/**
 * Calls the kernel by number. Thread-safe.
 *
 * @param architecture whose numbers count
 */
record Kernel(Architecture architecture) {

    private static final CFunction SYSCALL = CFunction.returningLong("syscall");

    /**
     * Calls.
     *
     * @param arguments up to five numbers; a pointer is its address
     * @return the result, or errno with a minus sign
     */
    long call(SystemCall call, long... arguments) {
        long[] all = Arrays.copyOf(arguments, 5);
        return SYSCALL.call(call.number(architecture), all[0], all[1], all[2], all[3], all[4]);
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
