package signet.master.process;

import static signet.master.process.CLibrary.INT;
import static signet.master.process.CLibrary.LONG;
import static signet.master.process.CLibrary.POINTER;

import signet.libc.CFunction;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Hands descriptors to a process that already runs: SCM_RIGHTS of unix(7). */
public final class DescriptorPass {

    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_NOSIGNAL = 0x4000;

    // struct msghdr: name, namelen, iov, iovlen, control, controllen, flags (64-bit Linux)
    private static final long MESSAGE_SIZE = 56;
    private static final long IOV = 16;
    private static final long IOV_LENGTH = 24;
    private static final long CONTROL = 32;
    private static final long CONTROL_LENGTH = 40;

    // struct cmsghdr: len, level, type; then the descriptor, padded
    private static final long RIGHTS_SIZE = 24;
    private static final long RIGHTS_LENGTH = 20;
    private static final long LEVEL = 8;
    private static final long TYPE = 12;
    private static final long NUMBER = 16;

    private static final CFunction SENDMSG = CFunction.returningLong("sendmsg");

    private DescriptorPass() {}

    /**
     * Sends one byte and with it a duplicate of a descriptor.
     *
     * @param over a UNIX stream socket whose peer expects this
     */
    public static void send(Descriptor over, Descriptor what) throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment vector = arena.allocate(2 * LONG.byteSize(), LONG.byteAlignment());
            vector.set(POINTER, 0, arena.allocate(1));
            vector.set(LONG, POINTER.byteSize(), 1);
            MemorySegment rights = arena.allocate(RIGHTS_SIZE, LONG.byteAlignment());
            rights.set(LONG, 0, RIGHTS_LENGTH);
            rights.set(INT, LEVEL, SOL_SOCKET);
            rights.set(INT, TYPE, SCM_RIGHTS);
            rights.set(ValueLayout.JAVA_INT, NUMBER, what.number());
            MemorySegment message = arena.allocate(MESSAGE_SIZE, LONG.byteAlignment());
            message.set(POINTER, IOV, vector);
            message.set(LONG, IOV_LENGTH, 1);
            message.set(POINTER, CONTROL, rights);
            message.set(LONG, CONTROL_LENGTH, RIGHTS_SIZE);
            CLibrary.check(
                    "sendmsg", () -> SENDMSG.call(over.number(), message.address(), MSG_NOSIGNAL));
        }
    }
}
