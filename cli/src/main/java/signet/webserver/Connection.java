package signet.webserver;

import signet.text.Printable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One connection: one request, one answer. Runs in a thread of its own; a timer ends its waiting
 * from outside, as a UNIX socket has no read timeout in the JDK.
 */
final class Connection implements Closeable {

    private static final int MAX_DRAINED = 64 * 1024;
    private static final int MAX_LOGGED = 400;

    private final SocketChannel channel;
    private final ChallengeResponder responder;
    private final Limits limits;
    private final ScheduledExecutorService timer;
    private final Consumer<String> log;
    private volatile boolean expired;

    Connection(
            SocketChannel channel,
            ChallengeResponder responder,
            Limits limits,
            ScheduledExecutorService timer,
            Consumer<String> log) {
        this.channel = channel;
        this.responder = responder;
        this.limits = limits;
        this.timer = timer;
        this.log = log;
    }

    /**
     * Serves the connection and closes it. A peer that goes away is logged, and no error.
     *
     * @param answered run when the whole answer was handed to the kernel
     */
    void serve(Runnable answered) {
        String peer = "[" + Peer.name(channel) + "] ";
        Future<?> deadline = later(limits.request(), this::expire);
        try (channel) {
            HeadReader reader = new HeadReader(channel, limits);
            Optional<Response> response = answer(reader);
            deadline.cancel(false);
            if (response.isPresent()) {
                log.accept(peer + describe(reader) + " -> " + response.get().status().code());
                send(response.get(), answered);
            }
        } catch (IOException e) {
            log.accept(peer + "connection lost: " + Printable.of(String.valueOf(e), MAX_LOGGED));
        } finally {
            deadline.cancel(false);
        }
    }

    /** Ends the connection, from any thread. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Returns nothing where the peer closed the connection without a request. */
    private Optional<Response> answer(HeadReader reader) throws IOException {
        try {
            Optional<String> head = reader.read();
            if (head.isPresent()) {
                return Optional.of(responder.respond(Request.parse(head.get())));
            }
            if (expired) {
                return Optional.of(Response.of(Status.REQUEST_TIMEOUT));
            }
            return reader.started()
                    ? Optional.of(Response.of(Status.BAD_REQUEST))
                    : Optional.empty();
        } catch (BadRequestException e) {
            return Optional.of(Response.of(e.status()));
        }
    }

    /** The protocol version is of no interest; without the rest there's nothing to show. */
    private static String describe(HeadReader reader) {
        String line = reader.requestLine();
        int version = line.lastIndexOf(" HTTP/");
        String shown = version < 0 ? line : line.substring(0, version);
        return shown.isEmpty() ? "(no request)" : Printable.of(shown, MAX_LOGGED);
    }

    /**
     * Sends the answer, then reads on until the peer closes: closing with unread bytes would make
     * the kernel reset the connection, and the peer could lose the answer (RFC 9112, section 9.6).
     */
    private void send(Response response, Runnable answered) throws IOException {
        Future<?> end = later(limits.linger(), this::abort);
        try {
            ByteBuffer bytes = response.encode(Clock.systemUTC());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.shutdownOutput();
            answered.run();
            ByteBuffer ignored = ByteBuffer.allocate(1024);
            int drained = 0;
            int count = 0;
            while (!expired && count >= 0 && drained < MAX_DRAINED) {
                count = channel.read(ignored.clear());
                drained += count;
            }
        } catch (IOException e) {
            // The peer has its answer, or doesn't want it.
            abort();
        } finally {
            end.cancel(false);
        }
    }

    private Future<?> later(Duration delay, Runnable action) {
        return timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Makes the reading side see the end, so that it can still answer. */
    private void expire() {
        expired = true;
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            abort();
        }
    }

    private void abort() {
        try {
            channel.close();
        } catch (IOException e) {
            log.accept("cannot close a connection: " + Printable.of(String.valueOf(e), MAX_LOGGED));
        }
    }
}
