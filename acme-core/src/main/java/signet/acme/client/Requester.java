package signet.acme.client;

import java.time.Duration;
import java.util.Optional;

/** Sends requests until they succeed or there is no hope. Safe for use by several threads. */
final class Requester {

    private final Timekeeper time;
    private final Duration requestTimeout;
    private final NoncePool nonces;

    Requester(ClientOptions options, NoncePool nonces) {
        this.time = options.time();
        this.requestTimeout = options.requestTimeout();
        this.nonces = nonces;
    }

    /** Returns the answer of a success; everything else is thrown. */
    HttpReply send(Request request, Deadline deadline) throws AcmeException, InterruptedException {
        Retries retries = new Retries(request, deadline, time);
        while (true) {
            if (deadline.isOver()) {
                throw new AcmeException.TimedOut(
                        request.operation().name()
                                + ": not done in time; the limit is "
                                + deadline.limit());
            }
            Duration wait;
            try {
                HttpReply reply = request.send(Deadline.min(requestTimeout, deadline.remaining()));
                nonces.offer(reply);
                Optional<Duration> again = retries.after(reply);
                if (again.isEmpty()) {
                    return reply;
                }
                wait = again.get();
            } catch (AcmeException.ConnectionFailed e) {
                wait = retries.after(e);
            }
            if (wait.isPositive()) {
                time.pause(wait);
            }
        }
    }
}
