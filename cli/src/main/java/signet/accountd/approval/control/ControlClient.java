package signet.accountd.approval.control;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.deadline.Watch;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a signet-accountd over its approval socket.
 *
 * @param socket the path of the socket
 */
public record ControlClient(Path socket) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** All questions with the longest texts that are possible, and leases, fit in easily. */
    private static final int MAX_REPLY = 16 * 1024 * 1024;

    /**
     * Sends a request, and returns what it is answered.
     *
     * @throws IOException where there is no answer, or it is that the person may not ask; the
     *     message says what to do
     */
    public JsonObject ask(ControlRequest request) throws IOException {
        try (SocketChannel channel = connect();
                DeadlineTimer timer = new DeadlineTimer();
                Watch _ = timer.watch(LIMIT, () -> close(channel))) {
            send(channel, request);
            JsonObject reply =
                    JsonObject.parse(Lines.read(Channels.newInputStream(channel), MAX_REPLY));
            Optional<String> error = reply.string("error");
            if (error.isPresent()) {
                throw new IOException(error.get());
            }
            return reply;
        } catch (AsynchronousCloseException e) {
            throw new IOException(
                    "signet-accountd at " + socket + " did not answer within 10 s", e);
        } catch (JsonException e) {
            throw new IOException(
                    "what listens at " + socket + " is no signet-accountd: " + e.getMessage(), e);
        }
    }

    private SocketChannel connect() throws IOException {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            String mend =
                    Files.exists(socket)
                            ? "be a member of its \"approval-group\", or root"
                            : "is signet-accountd running, and its \"approval-socket\" this one?";
            throw new IOException(
                    "can't connect to " + socket + " (" + e.getMessage() + "): " + mend, e);
        }
    }

    /** Whom it does not want to hear, it may have answered and left before we speak. */
    private static void send(SocketChannel channel, ControlRequest request) {
        try {
            Lines.write(Channels.newOutputStream(channel), request.encode());
        } catch (IOException e) {
            // The reply tells why, or its absence.
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }
}
