package signet.webserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** The name of a peer in the log. */
final class Peer {

    private Peer() {}

    static String name(SocketChannel channel) {
        try {
            return channel.getRemoteAddress() instanceof InetSocketAddress address
                    ? address.getAddress().getHostAddress()
                    : "unix";
        } catch (IOException e) {
            // Gone already; there's nothing to name it by.
            return "?";
        }
    }
}
