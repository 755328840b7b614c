package signet.client;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Takes a socket that the master hands over while we run (SCM_RIGHTS of unix(7)), and puts it in
 * the place of descriptor 0. Java can't; the functions are looked up only where a signer was lost.
 */
@SuppressWarnings("restricted") // The launcher grants native access for this class.
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
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;
    private static final MethodHandle RECVMSG =
            function("recvmsg", FunctionDescriptor.of(LONG, INT, POINTER, INT));
    private static final MethodHandle DUP2 = function("dup2", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle SHUTDOWN =
            function("shutdown", FunctionDescriptor.of(INT, INT, INT));

    private HandedSocket() {}

    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    /** Takes the next socket, which must have been sent before. */
    static void receive() throws IOException {
        int number = receiveNumber();
        int result;
        try {
            result = (int) DUP2.invokeExact(number, SIGNER);
            int _ = (int) CLOSE.invokeExact(number);
        } catch (Throwable e) {
            throw new IllegalStateException("dup2(2) cannot be called", e);
        }
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
            long count = call(message);
            if (count != 1 || rights.get(LONG, 0) != RIGHTS_LENGTH) {
                throw new IOException("no socket came from the master");
            }
            return rights.get(INT, NUMBER);
        }
    }

    private static long call(MemorySegment message) {
        try {
            return (long) RECVMSG.invokeExact(MORE_SIGNERS, message, MSG_CMSG_CLOEXEC);
        } catch (Throwable e) {
            throw new IllegalStateException("recvmsg(2) cannot be called", e);
        }
    }

    /** Ends the connection, and so whatever waits for it. */
    static void shutdown() {
        try {
            // A failure means that it is not connected any more, which is what we want.
            int _ = (int) SHUTDOWN.invokeExact(SIGNER, SHUT_RDWR);
        } catch (Throwable e) {
            throw new IllegalStateException("shutdown(2) cannot be called", e);
        }
    }
}
