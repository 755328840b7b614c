package signet.master.process;

import static signet.master.process.CLibrary.INT;

import signet.libc.CFunction;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Two connected UNIX stream sockets.
 *
 * @param ours the end that we keep
 * @param theirs the end that a child gets; to be closed here once the child has it
 */
public record SocketPair(Descriptor ours, Descriptor theirs) implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;

    private static final CFunction SOCKETPAIR = CFunction.returningInt("socketpair");

    /** Makes a pair. */
    public static SocketPair open() throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment both = arena.allocate(INT, 2);
            CLibrary.check(
                    "socketpair",
                    () -> SOCKETPAIR.call(AF_UNIX, SOCK_STREAM_CLOEXEC, 0, both.address()));
            Descriptor ours = Descriptor.adopt(both.getAtIndex(INT, 0));
            return new SocketPair(ours, Descriptor.adopt(both.getAtIndex(INT, 1)));
        }
    }

    /** Closes both ends. */
    @Override
    public void close() {
        ours.close();
        theirs.close();
    }
}
