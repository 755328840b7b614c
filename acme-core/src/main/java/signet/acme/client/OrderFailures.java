package signet.acme.client;

import signet.acme.Authorization;
import signet.acme.AuthorizationStatus;
import signet.acme.Order;
import signet.acme.Problem;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects why an order failed: the reasons stand at its authorizations. */
final class OrderFailures {

    private static final Set<AuthorizationStatus> UNFAILED =
            EnumSet.of(
                    AuthorizationStatus.VALID,
                    AuthorizationStatus.PENDING,
                    AuthorizationStatus.UNKNOWN);

    private final Orders orders;

    OrderFailures(Orders orders) {
        this.orders = orders;
    }

    AcmeException of(Order order) throws InterruptedException {
        List<AcmeException.OrderFailed.Failure> failures = new ArrayList<>();
        for (URI url : order.authorizations()) {
            try {
                of(orders.authorization(url)).ifPresent(failures::add);
            } catch (AcmeException e) {
                // What is known already matters more than why the rest is not.
                break;
            }
        }
        if (failures.isEmpty() || order.error().isPresent()) {
            Problem problem =
                    order.error().orElseGet(() -> Problem.ofDetail("the CA gives no reason"));
            failures.add(new AcmeException.OrderFailed.Failure(Optional.empty(), problem));
        }
        return new AcmeException.OrderFailed(order.url(), failures);
    }

    /** Returns why an authorization can't become valid any more, empty where it can or is. */
    static Optional<AcmeException.OrderFailed.Failure> of(Authorization authorization) {
        if (UNFAILED.contains(authorization.status())) {
            return Optional.empty();
        }
        Problem problem =
                authorization
                        .failure()
                        .orElseGet(
                                () ->
                                        Problem.ofDetail(
                                                "the authorization is " + authorization.status()));
        return Optional.of(
                new AcmeException.OrderFailed.Failure(
                        Optional.of(authorization.identifier()), problem));
    }
}
