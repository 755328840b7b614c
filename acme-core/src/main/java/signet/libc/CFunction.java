package signet.libc;

import java.lang.foreign.MemorySegment;

/**
 * A function of the C library with up to six arguments, each a number or a pointer. Thread-safe.
 *
 * <p>Java makes machine code and classes for each signature that a process calls, which takes tens
 * of milliseconds at its start. So there is one signature for all functions: six longs to a long.
 * The calling conventions of 64-bit Linux on x86-64 and AArch64 allow that: the first six integers
 * are in registers, of which a function looks at those that it has arguments for, and of these at
 * as many low bits as the argument's type has. What follows the fixed arguments of a variadic
 * function is in the same registers. On x86-64 such a function is told in AL how many vector
 * registers are used; what it finds there instead makes it save some of them in vain.
 *
 * <p>A pointer is the address of its memory, which the caller must keep: memory of a confined arena
 * that is closed after the call stays, that of an automatic one may go while the call runs.
 */
@SuppressWarnings("restricted") // calling native code is what this class is for
public final class CFunction {

    private final long code;
    private final boolean returnsInt;

    private CFunction(String name, boolean returnsInt) {
        this.code = Binding.address(name);
        this.returnsInt = returnsInt;
    }

    /** Finds a function whose result is an int: the upper half of its register says nothing. */
    public static CFunction returningInt(String name) {
        return new CFunction(name, true);
    }

    /** Finds a function whose result is as long as a register: a long, a size or a pointer. */
    public static CFunction returningLong(String name) {
        return new CFunction(name, false);
    }

    /** Returns the memory that is at an address, such as one that a function has returned. */
    public static MemorySegment memoryAt(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }

    /** Calls, as {@link #call(long, long, long, long, long, long)} does. */
    public long call(long first) {
        return call(first, 0, 0, 0, 0, 0);
    }

    /** Calls, as {@link #call(long, long, long, long, long, long)} does. */
    public long call(long first, long second) {
        return call(first, second, 0, 0, 0, 0);
    }

    /** Calls, as {@link #call(long, long, long, long, long, long)} does. */
    public long call(long first, long second, long third) {
        return call(first, second, third, 0, 0, 0);
    }

    /** Calls, as {@link #call(long, long, long, long, long, long)} does. */
    public long call(long first, long second, long third, long fourth) {
        return call(first, second, third, fourth, 0, 0);
    }

    /** Calls, as {@link #call(long, long, long, long, long, long)} does. */
    public long call(long first, long second, long third, long fourth, long fifth) {
        return call(first, second, third, fourth, fifth, 0);
    }

    /**
     * Calls, once, whatever comes of it.
     *
     * @return the result; where that is negative, errno with a minus sign instead
     */
    public long call(long first, long second, long third, long fourth, long fifth, long sixth) {
        return Binding.call(code, first, second, third, fourth, fifth, sixth, returnsInt);
    }
}
