package signet.testing.token;

import signet.testing.FreePort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A port and the next one, for a server that takes both.
 *
 * @param first the lower one
 */
record PortPair(int first) {

    private static final int TRIES = 20;
    private static final int HIGHEST = 65535;

    /** Finds two that nobody uses now. */
    static PortPair find() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = FreePort.find();
            if (port < HIGHEST && isFree(port + 1)) {
                return new PortPair(port);
            }
        }
        throw new IOException("no two neighbouring ports are free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    int second() {
        return first + 1;
    }

    /**
     * Tells whether somebody listens on both; looks without connecting, which would be an event.
     */
    boolean listen() throws IOException {
        String sockets = Files.readString(Path.of("/proc/net/tcp"));
        return sockets.contains(listening(first)) && sockets.contains(listening(second()));
    }

    private static String listening(int port) {
        return String.format(Locale.ROOT, ":%04X 00000000:0000 0A", port);
    }
}
