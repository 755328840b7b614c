package signet.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Finds ports of the loopback address that nobody uses. They are free when asked for; somebody else
 * may take one before it is used, so starting a server on one has to be tried again where it fails.
 */
public final class FreePort {

    private static final int TRIES = 20;

    private FreePort() {}

    /** Returns a port that is free for TCP and UDP on 127.0.0.1. */
    public static int find() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int i = 0; i < TRIES; i++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                    var udp =
                            new DatagramSocket(
                                    new InetSocketAddress(loopback, tcp.getLocalPort()))) {
                return udp.getLocalPort();
            } catch (BindException e) {
                // Its UDP side is taken: try another one.
            }
        }
        throw new IOException("no port of 127.0.0.1 is free for both TCP and UDP");
    }
}
