package signet.signer.server;

import jdk.net.ExtendedSocketOptions;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/**
 * The transport of one connection: where its bytes come from and go to, and who is behind.
 *
 * @param in what the client sends; not buffered
 * @param out what the client gets; each write is sent at once
 * @param peer see {@link Client#peer}
 * @param via see {@link Client#via}
 * @param closer ends the connection from any thread, in such a way that reads and writes that are
 *     under way fail; closing again does nothing
 */
public record Link(InputStream in, OutputStream out, String peer, String via, Closeable closer)
        implements Closeable {

    /**
     * Makes the link of a connected socket in blocking mode.
     *
     * @param via see {@link Client#via}
     */
    public static Link of(SocketChannel channel, String via) {
        return new Link(
                Channels.newInputStream(channel),
                Channels.newOutputStream(channel),
                peer(channel),
                via,
                channel);
    }

    private static String peer(SocketChannel channel) {
        try {
            return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        } catch (IOException | UnsupportedOperationException e) {
            // Gone already, or no UNIX-domain socket: such a one is only ever handed over to us.
            return "unknown";
        }
    }

    @Override
    public void close() throws IOException {
        closer.close();
    }
}
