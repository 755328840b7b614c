package signet.token;

import signet.libc.CFunction;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The few functions of the C library that Java doesn't offer. Linux only. */
final class LibC {

    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int FIRST_FREE = 3;
    private static final int O_RDWR = 2;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 2048;
    private static final int O_CLOEXEC = 0x8_0000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EAGAIN = 11;
    private static final int EINTR = 4;

    private static final CFunction READ = CFunction.returningLong("read");
    private static final CFunction WRITE = CFunction.returningLong("write");
    private static final CFunction DUP2 = CFunction.returningInt("dup2");
    private static final CFunction FCNTL = CFunction.returningInt("fcntl");
    private static final CFunction OPEN = CFunction.returningInt("open");
    private static final CFunction EVENTFD = CFunction.returningInt("eventfd");
    private static final CFunction EPOLL_CREATE = CFunction.returningInt("epoll_create1");
    private static final CFunction EPOLL_CTL = CFunction.returningInt("epoll_ctl");
    private static final CFunction EPOLL_WAIT = CFunction.returningInt("epoll_wait");

    private LibC() {}

    /** Reads into memory; returns how many bytes, 0 at the end, -1 where nothing is there yet. */
    static int read(int descriptor, MemorySegment memory) throws IOException {
        long result = READ.call(descriptor, memory.address(), memory.byteSize());
        return result == -EAGAIN ? -1 : checked("read", result);
    }

    /** Writes memory; returns how many bytes of it. */
    static int write(int descriptor, MemorySegment memory) throws IOException {
        return checked("write", WRITE.call(descriptor, memory.address(), memory.byteSize()));
    }

    /** Returns another descriptor of the same file, which children of this process don't get. */
    static int duplicate(int descriptor) throws IOException {
        return checked("fcntl", FCNTL.call(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE));
    }

    /** Makes a descriptor stand for what another one stands for. */
    static void replace(int descriptor, int by) throws IOException {
        int _ = checked("dup2", DUP2.call(by, descriptor));
    }

    /** Opens /dev/null. */
    static int openNull() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return checked("open", OPEN.call(arena.allocateFrom("/dev/null").address(), O_RDWR));
        }
    }

    /** Lets reads return where nothing is there yet. */
    static void neverWait(int descriptor) throws IOException {
        int _ = checked("fcntl", FCNTL.call(descriptor, F_SETFL, O_NONBLOCK));
    }

    /** Returns a new eventfd(2), of which reads never wait. */
    static int eventDescriptor() throws IOException {
        return checked("eventfd", EVENTFD.call(0, O_NONBLOCK | O_CLOEXEC));
    }

    /** Returns a new epoll(7) instance. */
    static int newEpoll() throws IOException {
        return checked("epoll_create1", EPOLL_CREATE.call(O_CLOEXEC));
    }

    /**
     * Has an epoll instance wait for a descriptor too.
     *
     * @param event a struct epoll_event
     */
    static void addToEpoll(int epoll, int descriptor, MemorySegment event) throws IOException {
        int _ =
                checked(
                        "epoll_ctl",
                        EPOLL_CTL.call(epoll, EPOLL_CTL_ADD, descriptor, event.address()));
    }

    /**
     * Waits for an event, or for a signal.
     *
     * @param event a struct epoll_event, which tells which one
     * @return whether there is one
     */
    static boolean awaitEvent(int epoll, MemorySegment event) throws IOException {
        long result = EPOLL_WAIT.call(epoll, event.address(), 1, -1);
        return result != -EINTR && checked("epoll_wait", result) > 0;
    }

    private static int checked(String function, long result) throws IOException {
        if (result < 0) {
            throw new IOException(function + " failed");
        }
        return (int) result;
    }
}
