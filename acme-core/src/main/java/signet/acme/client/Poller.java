package signet.acme.client;

import signet.acme.Order;
import signet.acme.OrderStatus;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at an order until it leaves some states: soon at first, then ever more rarely, and never
 * before the server's Retry-After.
 */
final class Poller {

    /** The time that one look may need. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Less than this is no time for a look. */
    private static final Duration LAST_MOMENT = Duration.ofMillis(50);

    private final Session session;

    Poller(Session session) {
        this.session = session;
    }

    /** What was seen of an order, and when the server wants to be asked again. */
    record Sight(Order order, Optional<Duration> retryAfter) {}

    /**
     * Waits.
     *
     * @param first what was seen last
     * @param passing the states to wait through
     * @param what what is waited for, for messages
     * @param deadline when to stop
     * @throws AcmeException.TimedOut where the time is up, or would be before the server's time
     */
    Order await(Sight first, Set<OrderStatus> passing, String what, Deadline deadline)
            throws AcmeException, InterruptedException {
        Backoff backoff = Backoff.forPolling();
        Sight sight = first;
        while (passing.contains(sight.order().status())) {
            session.time().pause(wait(sight, backoff.next(), what, deadline));
            try {
                sight = look(sight.order(), deadline);
            } catch (AcmeException.TimedOut e) {
                throw timedOut(sight, what, deadline);
            }
        }
        return sight.order();
    }

    private static Duration wait(Sight sight, Duration own, String what, Deadline deadline)
            throws AcmeException {
        Duration wanted = sight.retryAfter().orElse(Duration.ZERO);
        Duration left = deadline.remaining();
        if (left.compareTo(LAST_MOMENT) < 0 || !deadline.allows(wanted)) {
            throw timedOut(sight, what, deadline);
        }
        // The last look comes shortly before the end of the time, not an own wait after it.
        Duration room =
                left.compareTo(LOOK.multipliedBy(2)) > 0 ? left.minus(LOOK) : left.dividedBy(2);
        return wanted.compareTo(own) > 0 ? wanted : Deadline.min(own, room);
    }

    private static AcmeException timedOut(Sight sight, String what, Deadline deadline) {
        String when =
                sight.retryAfter()
                        .filter(wanted -> !deadline.allows(wanted))
                        .map(
                                wanted ->
                                        ", and the server wants to be asked again in no less than "
                                                + wanted.toSeconds()
                                                + " s")
                        .orElse("");
        return new AcmeException.TimedOut(
                what
                        + ": the order ("
                        + sight.order().url()
                        + ") is still "
                        + sight.order().status()
                        + when
                        + "; the limit is "
                        + deadline.limit());
    }

    /** Fetches an order. */
    Sight look(Order order, Deadline deadline) throws AcmeException, InterruptedException {
        return sight("order", order, session.postAsGet("order", order.url(), deadline));
    }

    /** Reads an answer that is the order anew. */
    Sight sight(String operation, Order order, HttpReply reply) throws AcmeException {
        return new Sight(
                Replies.resource(operation, reply, json -> Order.fromJson(order.url(), json)),
                RetryAfter.of(reply, session.time().now()));
    }
}
