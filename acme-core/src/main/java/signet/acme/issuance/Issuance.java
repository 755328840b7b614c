package signet.acme.issuance;

import signet.acme.Authorization;
import signet.acme.AuthorizationStatus;
import signet.acme.CertificateChain;
import signet.acme.Identifier;
import signet.acme.Order;
import signet.acme.OrderStatus;
import signet.acme.client.AcmeClient;
import signet.acme.client.AcmeException;
import signet.acme.client.Orders;

import java.util.ArrayList;
import java.util.List;

/**
 * Gets certificates: identifiers and a CSR in, a chain out. One object serves any number of orders,
 * also several at once, each on the thread that asks for it.
 */
public final class Issuance {

    private static final int REQUESTS_AT_ONCE = 8;

    private final AcmeClient client;
    private final SharedTokens tokens;
    private final SeveralAtOnce requests = new SeveralAtOnce(REQUESTS_AT_ONCE);

    /**
     * Makes one.
     *
     * @param client the CA; stays the caller's to close
     * @param responder serves the answers to challenges
     */
    public Issuance(AcmeClient client, ChallengeResponder responder) {
        this.client = client;
        this.tokens = new SharedTokens(responder);
    }

    /**
     * Runs one order to its end. Whatever happens, every announced token is withdrawn before this
     * method returns.
     *
     * @param identifiers what the certificate is for, the same as in the CSR
     * @param csr a PKCS#10 request in DER
     * @param progress is told of each step
     * @return what the CA issued, verified in no way
     * @throws AcmeException.NotPossible before anything is sent, where an identifier can't be
     *     proved with http-01
     */
    public CertificateChain issue(
            List<Identifier> identifiers, byte[] csr, ProgressListener progress)
            throws AcmeException, InterruptedException {
        check(identifiers);
        Orders orders = client.orders();
        Order order = orders.create(identifiers);
        progress.onProgress(new Progress.Ordered(order.url(), order.status()));
        if (order.status() == OrderStatus.PENDING) {
            order = validate(order, progress);
        }
        progress.onProgress(new Progress.Validated(order.url()));
        Order valid = orders.complete(order, csr);
        CertificateChain chain = orders.certificate(valid);
        valid.certificate().ifPresent(url -> progress.onProgress(new Progress.Issued(url)));
        return chain;
    }

    private static void check(List<Identifier> identifiers) throws AcmeException {
        if (identifiers.isEmpty()) {
            throw new AcmeException.NotPossible("no identifier to request a certificate for");
        }
        for (Identifier identifier : identifiers) {
            if (identifier.isWildcard()) {
                throw new AcmeException.NotPossible(
                        "wildcard name "
                                + identifier
                                + ": CAs validate wildcards by dns-01 only, which is not supported;"
                                + " list the names one by one");
            }
        }
    }

    private Order validate(Order order, ProgressListener progress)
            throws AcmeException, InterruptedException {
        try (Http01 http01 = new Http01(client, tokens)) {
            for (Authorization authorization : pending(order, progress)) {
                http01.prepare(authorization);
            }
            http01.answer(requests, progress);
            return client.orders().awaitValidation(order);
        }
    }

    /** Fetches all authorizations before any is answered: one that has failed ends it all. */
    private List<Authorization> pending(Order order, ProgressListener progress)
            throws AcmeException, InterruptedException {
        List<Authorization> pending = new ArrayList<>();
        for (Authorization authorization :
                requests.map(order.authorizations(), client.orders()::authorization)) {
            progress.onProgress(
                    new Progress.Authorized(authorization.identifier(), authorization.status()));
            client.orders().checkUnfailed(order, authorization);
            if (authorization.status() == AuthorizationStatus.PENDING) {
                pending.add(authorization);
            }
        }
        return pending;
    }
}
