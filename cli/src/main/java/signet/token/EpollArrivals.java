package signet.token;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Waits by epoll(7). For what arrives, the kernel wakes one thread that waits, whereas poll(2)
 * would wake all of them. So there is no thread that must wake another one before it does its work:
 * that takes longer than many a signature.
 *
 * @param input what threads wait for
 * @param left an eventfd, which can be read while something is left
 */
record EpollArrivals(int input, int left) implements Arrivals {

    private static final int EPOLLIN = 1;
    private static final int EPOLLEXCLUSIVE = 1 << 28;

    /** On x86-64 the struct epoll_event is packed, elsewhere it is not. */
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");

    private static final int EVENT_SIZE = PACKED ? 12 : 16;
    private static final int DATA_OFFSET = PACKED ? 4 : 8;

    private static final MemorySegment ONE = Arena.global().allocateFrom(ValueLayout.JAVA_LONG, 1);

    static EpollArrivals of(int input) throws IOException {
        return new EpollArrivals(input, LibC.eventDescriptor());
    }

    /** Each thread has an instance of its own: threads that share one are not woken one by one. */
    @Override
    public Place newPlace() throws IOException {
        int epoll = LibC.newEpoll();
        MemorySegment event = Arena.global().allocate(EVENT_SIZE, Long.BYTES);
        for (int descriptor : new int[] {input, left}) {
            event.set(ValueLayout.JAVA_INT, 0, EPOLLIN | EPOLLEXCLUSIVE);
            event.set(ValueLayout.JAVA_INT_UNALIGNED, DATA_OFFSET, descriptor);
            LibC.addToEpoll(epoll, descriptor, event);
        }
        MemorySegment counter = Arena.global().allocate(ValueLayout.JAVA_LONG);
        return () -> {
            if (LibC.awaitEvent(epoll, event)
                    && event.get(ValueLayout.JAVA_INT_UNALIGNED, DATA_OFFSET) == left) {
                // Back to 0. Another thread may have been first.
                int _ = LibC.read(left, counter);
            }
        };
    }

    @Override
    public void leaveSome() throws IOException {
        int _ = LibC.write(left, ONE);
    }
}
