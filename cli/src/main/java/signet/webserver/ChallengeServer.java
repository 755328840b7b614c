package signet.webserver;

import signet.text.Printable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Takes connections from a listening socket and serves each in a virtual thread. No peer can make
 * another one wait: what one may use is bounded, and where too many are open the oldest goes, those
 * with an answer first.
 */
final class ChallengeServer {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ServerSocketChannel listener;
    private final ChallengeResponder responder;
    private final Limits limits;
    private final Consumer<String> log;
    private final OpenConnections open;
    private final ScheduledExecutorService timer;

    ChallengeServer(
            ServerSocketChannel listener,
            ChallengeResponder responder,
            Limits limits,
            Consumer<String> log) {
        this.listener = listener;
        this.responder = responder;
        this.limits = limits;
        this.log = log;
        this.open = new OpenConnections(limits.connections());
        this.timer = newTimer();
    }

    private static ScheduledExecutorService newTimer() {
        var timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
        // Its thread ends by itself: connections may outlive the listening socket.
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    /** Starts to serve; ends when the listening socket is closed. */
    void start() {
        Thread.ofPlatform().daemon().name("accept").start(this::acceptAll);
    }

    private void acceptAll() {
        while (listener.isOpen()) {
            try {
                accept(listener.accept());
            } catch (ClosedChannelException e) {
                break;
            } catch (IOException e) {
                // Most likely we ran out of descriptors: give one back, and don't spin.
                log.accept("cannot accept a connection: " + Printable.of(String.valueOf(e), 400));
                open.removeOldest().ifPresent(this::end);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void accept(SocketChannel channel) {
        var connection = new Connection(channel, responder, limits, timer, log);
        Optional<Closeable> oldest = open.add(connection);
        oldest.ifPresent(
                old -> {
                    log.accept("too many connections: the oldest one is closed");
                    end(old);
                });
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                connection.serve(() -> open.answered(connection));
                            } finally {
                                open.remove(connection);
                            }
                        });
    }

    private void end(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            log.accept("cannot close a connection: " + Printable.of(String.valueOf(e), 400));
        }
    }
}
