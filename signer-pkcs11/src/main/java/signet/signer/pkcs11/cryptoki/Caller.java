package signet.signer.pkcs11.cryptoki;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Calls functions of a module and turns return codes into exceptions.
 *
 * @param functions of the module
 */
record Caller(FunctionList functions) {

    /** A call of a function. */
    @FunctionalInterface
    interface Call {
        /** Calls the function at an address. */
        long at(MemorySegment function) throws Throwable;
    }

    /** A call of a function that needs memory. */
    @FunctionalInterface
    interface CallWithMemory<T> {
        /** Calls, and reads what came back before the memory is gone. */
        T in(Arena arena) throws CryptokiException;
    }

    /** Calls a function. */
    void call(Function function, Call call) throws CryptokiException {
        ReturnCode code = code(function, call);
        if (!code.equals(ReturnCode.OK)) {
            throw new CryptokiException(function, code);
        }
    }

    /** Calls a function and returns its return code. */
    ReturnCode code(Function function, Call call) throws CryptokiException {
        MemorySegment address = functions.address(function);
        try {
            long value = call.at(address);
            return value == 0 ? ReturnCode.OK : new ReturnCode(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(function + " cannot be called", e);
        }
    }

    /** Gives memory for the time of a call. */
    static <T> T withMemory(CallWithMemory<T> call) throws CryptokiException {
        try (Arena arena = Arena.ofConfined()) {
            return call.in(arena);
        }
    }
}
