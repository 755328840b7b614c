package signet.acme.client;

import signet.acme.Authorization;
import signet.acme.CertificateChain;
import signet.acme.Challenge;
import signet.acme.Identifier;
import signet.acme.MalformedResourceException;
import signet.acme.Order;
import signet.acme.OrderStatus;
import signet.jose.JsonObject;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The operations of RFC 8555 sections 7.4 and 7.5, one method each. Safe for use by several
 * threads.
 */
public final class Orders {

    private static final String CHAIN_TYPE = "application/pem-certificate-chain";

    // A state that RFC 8555 does not know can only be waited out.
    private static final Set<OrderStatus> VALIDATING =
            EnumSet.of(OrderStatus.PENDING, OrderStatus.UNKNOWN);

    private final Session session;
    private final Poller poller;
    private final OrderFailures failures;

    Orders(Session session) {
        this.session = session;
        this.poller = new Poller(session);
        this.failures = new OrderFailures(this);
    }

    /**
     * Makes an order (section 7.4). Where the answer is lost it is asked for again: an order that
     * nobody finalizes costs nothing and ends by itself.
     */
    public Order create(List<Identifier> identifiers) throws AcmeException, InterruptedException {
        String payload =
                JsonObject.builder()
                        .putObjects(
                                "identifiers",
                                identifiers.stream().map(Identifier::toJson).toList())
                        .build()
                        .toString();
        Operation operation = Operation.repeatable("newOrder");
        HttpReply reply =
                session.post(
                        operation, session.directory().newOrder(), payload, session.deadline());
        URI url = Replies.location(operation.name(), reply);
        Order order = Replies.resource(operation.name(), reply, json -> Order.fromJson(url, json));
        return unfailed(order);
    }

    /** Fetches an authorization (section 7.5). */
    public Authorization authorization(URI url) throws AcmeException, InterruptedException {
        HttpReply reply = session.postAsGet("authorization", url, session.deadline());
        return Replies.resource("authorization", reply, json -> Authorization.fromJson(url, json));
    }

    /**
     * Tells the CA that a challenge can be validated (section 7.5.1). Does not wait for the
     * outcome.
     */
    public void answer(Challenge challenge) throws AcmeException, InterruptedException {
        new ChallengeAnswer(session, challenge).send();
    }

    /**
     * Waits until all authorizations are valid.
     *
     * @return the order, ready or further
     * @throws AcmeException.OrderFailed with the CA's reasons
     * @throws AcmeException.TimedOut where the CA has not decided in time
     */
    public Order awaitValidation(Order order) throws AcmeException, InterruptedException {
        Order seen =
                poller.await(
                        new Poller.Sight(order, Optional.empty()),
                        VALIDATING,
                        "waiting for the challenges to be validated",
                        session.deadline());
        return unfailed(seen);
    }

    /**
     * Sends the CSR and waits for the certificate (section 7.4).
     *
     * @param order an order that is ready
     * @param csr a PKCS#10 request in DER
     * @return the order, valid
     */
    public Order complete(Order order, byte[] csr) throws AcmeException, InterruptedException {
        return unfailed(new Finalization(session, poller, order, csr).run());
    }

    /** Fetches the certificate of a valid order (section 7.4.2). */
    public CertificateChain certificate(Order order) throws AcmeException, InterruptedException {
        URI url =
                order.certificate()
                        .orElseThrow(
                                () ->
                                        new AcmeException.ProtocolViolation(
                                                "order",
                                                order.url(),
                                                "it is valid and names no certificate"));
        HttpReply reply = session.postAsGet("certificate", url, session.deadline());
        if (!reply.mediaType().equals(CHAIN_TYPE)) {
            throw Replies.violation("certificate", reply, "it is not of type " + CHAIN_TYPE);
        }
        try {
            return CertificateChain.parse(reply.ascii());
        } catch (MalformedResourceException e) {
            throw Replies.malformed("certificate", reply, e);
        }
    }

    /**
     * Checks that an authorization is valid or can still become so.
     *
     * @throws AcmeException.OrderFailed where it can't, with the CA's reason
     */
    public void checkUnfailed(Order order, Authorization authorization) throws AcmeException {
        Optional<AcmeException.OrderFailed.Failure> failure = OrderFailures.of(authorization);
        if (failure.isPresent()) {
            throw new AcmeException.OrderFailed(order.url(), List.of(failure.get()));
        }
    }

    private Order unfailed(Order order) throws AcmeException, InterruptedException {
        if (order.status() == OrderStatus.INVALID) {
            throw failures.of(order);
        }
        return order;
    }
}
