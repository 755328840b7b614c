package signet.accountd;

import signet.signer.server.Link;
import signet.signer.server.SignerServer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Accepts clients from sockets that were passed. Java can't adopt descriptors by their number, so
 * all that concerns them is called directly.
 */
final class PassedListeners {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final SignerServer server;
    private final AccountdLog log;

    PassedListeners(SignerServer server, AccountdLog log) {
        this.server = server;
        this.log = log;
    }

    /**
     * Serves until the process ends; a signal ends it.
     *
     * @throws IOException where one of them is no listening UNIX-domain stream socket; none is
     *     served then
     */
    void serve(List<PassedSocket> sockets) throws IOException {
        List<NativeSocket> listeners = new ArrayList<>();
        for (PassedSocket socket : sockets) {
            NativeSocket listener = new NativeSocket(socket.descriptor());
            if (!listener.isUnixListener()) {
                throw new IOException(
                        "the passed socket \""
                                + socket.name()
                                + "\" (descriptor "
                                + socket.descriptor()
                                + ") is no listening UNIX-domain stream socket; in the socket unit"
                                + " write ListenStream=/PATH and not Accept=yes");
            }
            listeners.add(listener);
        }
        for (int i = 0; i < sockets.size(); i++) {
            NativeSocket listener = listeners.get(i);
            String name = sockets.get(i).name();
            log.verbose("Listening on the passed socket \"" + name + "\"");
            Thread.ofPlatform()
                    .daemon()
                    .name("accept-" + name)
                    .start(() -> acceptAll(listener, name));
        }
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll(NativeSocket listener, String name) {
        while (true) {
            try {
                NativeSocket connection = listener.accept();
                // A blocked native call would keep a virtual thread's carrier too.
                Thread.ofPlatform()
                        .daemon()
                        .name("connection")
                        .start(() -> serve(connection, name));
            } catch (IOException e) {
                // Most likely no descriptor is left; there may be one when a client leaves.
                log.troubled("can't accept a connection: " + e.getMessage());
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void serve(NativeSocket connection, String name) {
        try {
            server.serve(
                    new Link(
                            connection.in(),
                            connection.out(),
                            connection.peer(),
                            name,
                            connection::shutdown));
        } finally {
            connection.close();
        }
    }
}
