package signet.master.process;

import static signet.master.process.CLibrary.INT;

import signet.libc.CFunction;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** Opens sockets whose descriptors can be handed to a child. */
public final class Sockets {

    private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int MSG_PEEK = 2;
    private static final int BACKLOG = 512;
    private static final int POLLIN = 1;
    private static final int POLLRDHUP = 0x2000;
    private static final long POLLFD_SIZE = 8;

    private static final CFunction SOCKET = CFunction.returningInt("socket");
    private static final CFunction CONNECT = CFunction.returningInt("connect");
    private static final CFunction BIND = CFunction.returningInt("bind");
    private static final CFunction LISTEN = CFunction.returningInt("listen");
    private static final CFunction SETSOCKOPT = CFunction.returningInt("setsockopt");
    private static final CFunction RECV = CFunction.returningLong("recv");
    private static final CFunction POLL = CFunction.returningInt("poll");

    private Sockets() {}

    /** Connects to a UNIX stream socket. */
    public static Descriptor connect(Path path) throws NativeException {
        return connect(path, path);
    }

    /**
     * Connects to a UNIX stream socket.
     *
     * @param place where it is
     * @param path what people know it by, for messages
     */
    public static Descriptor connect(Path place, Path path) throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = SocketAddresses.unix(arena, place);
            Descriptor socket = open(SocketAddresses.AF_UNIX);
            return orClose(socket, () -> call(CONNECT, "connect to " + path, socket, address));
        }
    }

    /**
     * Listens on a UNIX stream socket. The path must not exist, and the socket is created with the
     * process's umask.
     */
    public static Descriptor listen(Path path) throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = SocketAddresses.unix(arena, path);
            Descriptor socket = open(SocketAddresses.AF_UNIX);
            return orClose(
                    socket,
                    () -> {
                        call(BIND, path.toString(), socket, address);
                        listen(path.toString(), socket);
                    });
        }
    }

    /**
     * Listens on a TCP port.
     *
     * @param dualStack for an IPv6 address: whether IPv4 connections are accepted too
     */
    public static Descriptor listen(InetSocketAddress where, boolean dualStack)
            throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            boolean v6 = where.getAddress() instanceof Inet6Address;
            MemorySegment address = SocketAddresses.inet(arena, where);
            Descriptor socket = open(v6 ? SocketAddresses.AF_INET6 : SocketAddresses.AF_INET);
            return orClose(
                    socket,
                    () -> {
                        option(arena, socket, SOL_SOCKET, SO_REUSEADDR, 1);
                        if (v6) {
                            option(arena, socket, IPPROTO_IPV6, IPV6_V6ONLY, dualStack ? 0 : 1);
                        }
                        String name = where.toString().substring(1);
                        call(BIND, name, socket, address);
                        listen(name, socket);
                    });
        }
    }

    /**
     * Returns what can be read from a socket without taking it out; waits for the first byte.
     *
     * @return at most {@code max} bytes; none at the end of the stream
     */
    public static byte[] peek(Descriptor socket, int max) throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(max);
            long count =
                    CLibrary.check(
                            "recv",
                            () -> RECV.call(socket.number(), buffer.address(), max, MSG_PEEK));
            return buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /**
     * Waits until something can be read from a socket, or its end was reached.
     *
     * @return whether that is so; not where the time is over
     */
    public static boolean awaitReadable(Descriptor socket, Duration patience)
            throws NativeException {
        return poll(socket, POLLIN, patience) != 0;
    }

    /** Says whether the peer of a socket will send nothing more than is there to be read. */
    public static boolean isHungUp(Descriptor socket) throws NativeException {
        return poll(socket, POLLRDHUP, Duration.ZERO) != 0;
    }

    /** Returns the events that have happened, and whatever the kernel adds to them. */
    private static int poll(Descriptor socket, int events, Duration patience)
            throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(POLLFD_SIZE, INT.byteAlignment());
            request.set(INT, 0, socket.number());
            request.set(ValueLayout.JAVA_SHORT, INT.byteSize(), (short) events);
            int millis = (int) Math.min(patience.toMillis(), Integer.MAX_VALUE);
            return (int) CLibrary.check("poll", () -> POLL.call(request.address(), 1, millis));
        }
    }

    private static Descriptor open(int family) throws NativeException {
        return Descriptor.adopt(
                (int) CLibrary.check("socket", () -> SOCKET.call(family, SOCK_STREAM_CLOEXEC, 0)));
    }

    private static void call(
            CFunction function, String what, Descriptor socket, MemorySegment address)
            throws NativeException {
        CLibrary.check(
                what, () -> function.call(socket.number(), address.address(), address.byteSize()));
    }

    private static void listen(String what, Descriptor socket) throws NativeException {
        CLibrary.check(what, () -> LISTEN.call(socket.number(), BACKLOG));
    }

    private static void option(Arena arena, Descriptor socket, int level, int name, int value)
            throws NativeException {
        MemorySegment segment = arena.allocateFrom(INT, value);
        CLibrary.check(
                "setsockopt",
                () ->
                        SETSOCKOPT.call(
                                socket.number(), level, name, segment.address(), INT.byteSize()));
    }

    private static Descriptor orClose(Descriptor socket, Action action) throws NativeException {
        boolean done = false;
        try {
            action.run();
            done = true;
            return socket;
        } finally {
            if (!done) {
                socket.close();
            }
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws NativeException;
    }
}
