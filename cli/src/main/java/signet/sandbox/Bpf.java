package signet.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes a program for the kernel's packet filter, the classic one, as seccomp(2) takes it. Jumps
 * go forward over a number of instructions. Both architectures are little-endian. Not thread-safe.
 */
final class Bpf {

    static final int NUMBER = 0;
    static final int ARCHITECTURE = 4;

    private static final int FIRST_ARGUMENT = 16;
    private static final int INSTRUCTION = 8;
    private static final int LOAD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_NOT_BELOW = 0x35;
    private static final int JUMP_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;
    private static final int RETURN_ALLOW = 0x7FFF0000;
    private static final int RETURN_ERRNO = 0x00050000;
    private static final int RETURN_KILL_PROCESS = 0x80000000;

    private final ByteArrayOutputStream program = new ByteArrayOutputStream();

    /** The offset of the lower half of an argument, which is all of an int. */
    static int argument(int index) {
        return FIRST_ARGUMENT + 8 * index;
    }

    Bpf load(int offset) {
        return add(LOAD, 0, 0, offset);
    }

    /** Where what was loaded is a value, jumps over so many instructions. */
    Bpf ifEqual(int value, int over) {
        return add(JUMP_EQUAL, over, 0, value);
    }

    /** Where what was loaded is another value, jumps over so many instructions. */
    Bpf unlessEqual(int value, int over) {
        return add(JUMP_EQUAL, 0, over, value);
    }

    /** Where what was loaded is below a value, unsigned, jumps over so many instructions. */
    Bpf ifBelow(int value, int over) {
        return add(JUMP_NOT_BELOW, 0, over, value);
    }

    /** Where what was loaded has none of these bits, jumps over so many instructions. */
    Bpf unlessAnyBit(int bits, int over) {
        return add(JUMP_ANY_BIT, 0, over, bits);
    }

    Bpf allow() {
        return add(RETURN, 0, 0, RETURN_ALLOW);
    }

    Bpf fail(int errno) {
        return add(RETURN, 0, 0, RETURN_ERRNO | errno);
    }

    Bpf killProcess() {
        return add(RETURN, 0, 0, RETURN_KILL_PROCESS);
    }

    private Bpf add(int code, int ifTrue, int ifFalse, int value) {
        byte[] instruction =
                ByteBuffer.allocate(INSTRUCTION)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) code)
                        .put((byte) ifTrue)
                        .put((byte) ifFalse)
                        .putInt(value)
                        .array();
        program.writeBytes(instruction);
        return this;
    }

    /** Returns the instructions, eight bytes each. */
    byte[] toBytes() {
        return program.toByteArray();
    }
}
