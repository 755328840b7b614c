package signet.master.process;

import static signet.master.process.CLibrary.INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Lays out socket addresses as the C library of Linux wants them. */
final class SocketAddresses {

    static final int AF_UNIX = 1;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    private static final ValueLayout.OfShort FAMILY = ValueLayout.JAVA_SHORT;
    private static final ValueLayout.OfShort PORT =
            ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int UNIX_PATH = 108;
    private static final int IPV4_SIZE = 16;
    private static final int IPV6_SIZE = 28;
    private static final int IPV6_SCOPE_OFFSET = 24;

    private SocketAddresses() {}

    static MemorySegment unix(Arena arena, Path path) throws NativeException {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= UNIX_PATH) {
            throw new NativeException(
                    path.toString(), 0, "the path of a UNIX socket has at most 107 bytes");
        }
        MemorySegment address = arena.allocate(2L + UNIX_PATH, INT.byteAlignment());
        address.set(FAMILY, 0, (short) AF_UNIX);
        MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, 2, bytes.length);
        return address;
    }

    static MemorySegment inet(Arena arena, InetSocketAddress socketAddress) {
        byte[] ip = socketAddress.getAddress().getAddress();
        boolean v4 = socketAddress.getAddress() instanceof Inet4Address;
        MemorySegment address = arena.allocate(v4 ? IPV4_SIZE : IPV6_SIZE, INT.byteAlignment());
        address.set(FAMILY, 0, (short) (v4 ? AF_INET : AF_INET6));
        address.set(PORT, 2, (short) socketAddress.getPort());
        MemorySegment.copy(ip, 0, address, ValueLayout.JAVA_BYTE, v4 ? 4 : 8, ip.length);
        if (socketAddress.getAddress() instanceof java.net.Inet6Address v6) {
            address.set(INT, IPV6_SCOPE_OFFSET, v6.getScopeId());
        }
        return address;
    }
}
