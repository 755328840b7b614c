package signet.acme.client;

import signet.acme.Order;
import signet.acme.OrderStatus;
import signet.jose.FlattenedJws;
import signet.jose.JsonObject;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes an order from ready to valid (RFC 8555 section 7.4): one CSR, then processing for as long
 * as the CA likes, or none at all. A CSR whose answer was lost is sent again only where the order
 * is seen to be still waiting for it.
 */
final class Finalization {

    private static final int MAX_TRIES = 3;
    private static final Operation OPERATION = Operation.once("finalize");
    private static final Set<OrderStatus> ISSUING =
            EnumSet.of(OrderStatus.PROCESSING, OrderStatus.UNKNOWN);

    private final Session session;
    private final Poller poller;
    private final Order order;
    private final String payload;
    private final Deadline deadline;

    Finalization(Session session, Poller poller, Order order, byte[] csr) {
        this.session = session;
        this.poller = poller;
        this.order = order;
        this.payload =
                JsonObject.builder().put("csr", FlattenedJws.base64Url(csr)).build().toString();
        this.deadline = session.deadline();
    }

    /** Returns the order, valid or invalid. */
    Order run() throws AcmeException, InterruptedException {
        Poller.Sight sight = new Poller.Sight(order, Optional.empty());
        for (int i = 1; sight.order().status() == OrderStatus.READY; i++) {
            sight = send(i);
        }
        Order seen =
                poller.await(sight, ISSUING, "waiting for the certificate to be issued", deadline);
        if (seen.status() != OrderStatus.VALID && seen.status() != OrderStatus.INVALID) {
            throw new AcmeException.ProtocolViolation(
                    OPERATION.name(), order.url(), "the order went back to " + seen.status());
        }
        return seen;
    }

    private Poller.Sight send(int attempt) throws AcmeException, InterruptedException {
        try {
            Poller.Sight sight =
                    poller.sight(
                            OPERATION.name(),
                            order,
                            session.post(OPERATION, order.finalizeUrl(), payload, deadline));
            if (sight.order().status() == OrderStatus.READY) {
                // The CSR was taken; the state is to follow.
                return waitOutReady(sight);
            }
            return sight;
        } catch (AcmeException.ConnectionFailed e) {
            return lookAfter(e, e.perhapsReceived(), attempt);
        } catch (AcmeException.ServerProblem e) {
            boolean doubt = e.httpStatus() >= 500 || e.problem().is("orderNotReady");
            return lookAfter(e, doubt && e.retryAt().isEmpty(), attempt);
        }
    }

    private Poller.Sight waitOutReady(Poller.Sight sight)
            throws AcmeException, InterruptedException {
        Order seen =
                poller.await(
                        sight,
                        EnumSet.of(OrderStatus.READY),
                        "waiting for the CSR to be processed",
                        deadline);
        return new Poller.Sight(seen, Optional.empty());
    }

    private Poller.Sight lookAfter(AcmeException failure, boolean doubt, int attempt)
            throws AcmeException, InterruptedException {
        if (!doubt) {
            throw failure;
        }
        Poller.Sight sight;
        try {
            sight = poller.look(order, deadline);
        } catch (AcmeException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        boolean waiting =
                sight.order().status() == OrderStatus.READY
                        || sight.order().status() == OrderStatus.PENDING;
        if (waiting && (attempt >= MAX_TRIES || sight.order().status() == OrderStatus.PENDING)) {
            throw failure;
        }
        return sight;
    }
}
