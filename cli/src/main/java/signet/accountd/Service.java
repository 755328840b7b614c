package signet.accountd;

import signet.signer.server.Link;
import signet.signer.server.SignerServer;
import signet.signer.server.SocketFile;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Serves until there is nothing more to serve, or a signal comes. */
final class Service {

    private final Running parts;
    private final SignerServer server;
    private final AccountdLog log;
    private final String via;

    /**
     * Makes one.
     *
     * @param parts are closed when a signal ends the process
     * @param via how clients come, see {@link signet.signer.server.Client#via}
     */
    Service(Running parts, AccountdLog log, String via) {
        this.parts = parts;
        this.server = parts.server();
        this.log = log;
        this.via = via;
    }

    /** Returns at the end of input. INT, TERM and HUP end the whole process, with status 0. */
    void run(Transport transport) throws IOException {
        switch (transport) {
            case Transport.AtPath(var path) -> {
                try (SocketFile socket = SocketFile.bind(path);
                        StopHook _ = new StopHook(() -> stop(socket))) {
                    log.verbose("Listening on " + socket.path());
                    server.serve(socket.channel(), via);
                }
            }
            case Transport.Inherited() -> inherited();
            case Transport.Stdio() -> stdio();
        }
    }

    private void inherited() throws IOException {
        List<PassedSocket> passed =
                PassedSocket.all(System.getenv(), ProcessHandle.current().pid());
        if (!passed.isEmpty()) {
            try (StopHook _ = new StopHook(this::stop)) {
                new PassedListeners(server, log).serve(passed);
            }
            return;
        }
        try (Channel channel = InheritedSocket.take();
                StopHook _ = new StopHook(this::stop)) {
            switch (channel) {
                case ServerSocketChannel listener -> {
                    log.verbose("Listening on the inherited socket");
                    server.serve(listener, via);
                }
                case SocketChannel connection -> server.serve(Link.of(connection, via));
                default -> throw new IOException("the inherited socket is no stream socket");
            }
        }
    }

    /** A blocked read of standard input can't be ended: so it gets a thread that we can leave. */
    private void stdio() throws IOException {
        System.setOut(System.err);
        CountDownLatch over = new CountDownLatch(1);
        Link link =
                new Link(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out),
                        "stdio",
                        via,
                        over::countDown);
        try (StopHook _ = new StopHook(this::stop)) {
            Thread.ofVirtual().start(() -> server.serve(link));
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(SocketFile socket) {
        // First of all: the main thread closes the log once the socket is gone.
        log.verbose("Shutting down");
        try {
            socket.close();
        } catch (IOException e) {
            log.troubled("can't remove the socket: " + e.getMessage());
        }
        close();
    }

    private void stop() {
        log.verbose("Shutting down");
        close();
    }

    private void close() {
        try {
            parts.close();
        } catch (IOException e) {
            log.troubled("can't end as it should: " + e.getMessage());
        }
        // After a signal nobody else does it.
        log.flush();
    }
}
