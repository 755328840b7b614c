package signet.master.process;

import signet.libc.CFunction;
import signet.libc.ErrorNumber;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.ValueLayout;
import java.util.function.LongSupplier;

/**
 * What is common to the calls of {@link CFunction}s: the types in memory, and that an error is
 * turned into an {@link NativeException} with the text of errno. Thread-safe.
 */
final class CLibrary {

    static final AddressLayout POINTER = ValueLayout.ADDRESS;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    static {
        // Not when it is needed: then there may be no descriptor left to read a class with, or the
        // thread that starts a restricted child is not allowed to.
        String _ = ErrorNumber.text(ErrorNumber.EINTR);
    }

    private CLibrary() {}

    /**
     * Runs a call, again where a signal interrupted it.
     *
     * @param what what is being done, for the message
     * @return the result, which is not negative
     * @throws NativeException where the result is negative
     */
    static long check(String what, LongSupplier call) throws NativeException {
        while (true) {
            long result = call.getAsLong();
            if (result >= 0) {
                return result;
            }
            if (result != -ErrorNumber.EINTR) {
                throw exception(what, (int) -result);
            }
        }
    }

    /**
     * Checks what a function of the posix_spawn family has returned, which is an error number.
     *
     * @throws NativeException where the result is not 0
     */
    static void checkErrorNumber(String what, long result) throws NativeException {
        if (result != 0) {
            throw exception(what, (int) Math.abs(result));
        }
    }

    private static NativeException exception(String what, int errno) {
        return new NativeException(what, errno, ErrorNumber.text(errno));
    }
}
