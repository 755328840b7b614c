package signet.acme.client;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The way to one server, for one request at a time. The JDK keeps a connection for the requests
 * that come with the same socket factory, so each lane has at most one connection, and knows which
 * one its next request would use. Not thread-safe; handed from thread to thread by {@link Lanes}.
 */
final class Lane extends SSLSocketFactory {

    private static final int PROBE_MILLIS = 1;
    private static final int NO_TIMEOUT = 0;

    private final String server;
    private final String host;
    private final TlsSockets sockets;
    private @Nullable SSLSocket socket;
    private boolean sealed;

    Lane(String server, String host, TlsSockets sockets) {
        this.server = server;
        this.host = host;
        this.sockets = sockets;
    }

    boolean leadsTo(String otherServer) {
        return server.equals(otherServer);
    }

    /** Returns whether the last connection is open at both ends, and nothing came unasked. */
    boolean isAlive() {
        if (socket == null || socket.isClosed()) {
            return false;
        }
        try {
            socket.setSoTimeout(PROBE_MILLIS);
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return canWaitForAnswers(socket);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canWaitForAnswers(SSLSocket probed) {
        try {
            probed.setSoTimeout(NO_TIMEOUT);
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    /** Returns whether the last connection came to be, whatever followed. */
    boolean hasReachedServer() {
        return socket != null && socket.isConnected();
    }

    /**
     * Forbids new connections. The JDK repeats requests silently when a connection ends before the
     * answer, those too that the server may have received: it cannot any more.
     */
    void seal() {
        sealed = true;
    }

    void unseal() {
        sealed = false;
    }

    void close() {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, and what it carried has been judged.
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        if (sealed) {
            throw new SocketException("it ended before the answer");
        }
        SSLSocket created = sockets.create(host);
        socket = created;
        return created;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.defaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.supportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket way, String host, int port, boolean autoClose)
            throws IOException {
        throw new SocketException("There is no way through a proxy");
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
            throws IOException {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
            throws IOException {
        throw connected();
    }

    private static SocketException connected() {
        return new SocketException("Connections have a timeout here");
    }
}
