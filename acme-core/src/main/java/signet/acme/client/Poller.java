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
            sight = look(sight.order(), deadline);
        }
        return sight.order();
    }

    private static Duration wait(Sight sight, Duration own, String what, Deadline deadline)
            throws AcmeException {
        Duration wanted = sight.retryAfter().orElse(Duration.ZERO);
        if (deadline.isOver() || !deadline.allows(wanted)) {
            String when =
                    wanted.isZero()
                            ? ""
                            : ", and the server wants to be asked again in no less than "
                                    + wanted.toSeconds()
                                    + " s";
            throw new AcmeException.TimedOut(
                    what
                            + ": the order ("
                            + sight.order().url()
                            + ") is still "
                            + sight.order().status()
                            + when
                            + "; the limit is "
                            + deadline.budget().toSeconds()
                            + " s (\"timeout\" of section [client])");
        }
        // The last look comes right at the end of the time, not an own wait later.
        return wanted.compareTo(own) > 0 ? wanted : Deadline.min(own, deadline.remaining());
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
