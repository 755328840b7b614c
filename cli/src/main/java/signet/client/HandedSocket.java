package signet.client;

import signet.libc.CFunction;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Takes a socket that the master hands over while we run (SCM_RIGHTS of unix(7)), and puts it in
 * the place of descriptor 0. Java can't; the functions are looked up only where a signer was lost.
 */
final class HandedSocket {

    private static final int SIGNER = 0;
    private static final int MORE_SIGNERS = 3;
    private static final int SHUT_RDWR = 2;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;

    // struct msghdr and the control message with one descriptor in it, on 64-bit Linux
    private static final long MESSAGE_SIZE = 56;
    private static final long IOV = 16;
    private static final long IOV_LENGTH = 24;
    private static final long CONTROL = 32;
    private static final long CONTROL_LENGTH = 40;
    private static final long RIGHTS_SIZE = 24;
    private static final long RIGHTS_LENGTH = 20;
    private static final long NUMBER = 16;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final CFunction RECVMSG = CFunction.returningLong("recvmsg");
    private static final CFunction DUP2 = CFunction.returningInt("dup2");
    private static final CFunction CLOSE = CFunction.returningInt("close");
    private static final CFunction SHUTDOWN = CFunction.returningInt("shutdown");

    private HandedSocket() {}

    /** Takes the next socket, which must have been sent before. */
    static void receive() throws IOException {
        int number = receiveNumber();
        long result = DUP2.call(number, SIGNER);
        long _ = CLOSE.call(number);
        if (result != SIGNER) {
            throw new IOException("dup2 failed");
        }
    }

    private static int receiveNumber() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment vector = arena.allocate(2 * LONG.byteSize(), LONG.byteAlignment());
            vector.set(ValueLayout.ADDRESS, 0, arena.allocate(1));
            vector.set(LONG, LONG.byteSize(), 1);
            MemorySegment rights = arena.allocate(RIGHTS_SIZE, LONG.byteAlignment());
            MemorySegment message = arena.allocate(MESSAGE_SIZE, LONG.byteAlignment());
            message.set(ValueLayout.ADDRESS, IOV, vector);
            message.set(LONG, IOV_LENGTH, 1);
            message.set(ValueLayout.ADDRESS, CONTROL, rights);
            message.set(LONG, CONTROL_LENGTH, RIGHTS_SIZE);
            long count = RECVMSG.call(MORE_SIGNERS, message.address(), MSG_CMSG_CLOEXEC);
            if (count != 1 || rights.get(LONG, 0) != RIGHTS_LENGTH) {
                throw new IOException("no socket came from the master");
            }
            return rights.get(INT, NUMBER);
        }
    }

    /** Ends the connection, and so whatever waits for it. */
    static void shutdown() {
        // A failure means that it is not connected any more, which is what we want.
        long _ = SHUTDOWN.call(SIGNER, SHUT_RDWR);
    }
}
