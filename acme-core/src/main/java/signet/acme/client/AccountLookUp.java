package signet.acme.client;

import signet.jose.JsonObject;

import java.net.URI;

/** Finds the account of a key without making one (RFC 8555 section 7.3.1). */
final class AccountLookUp {

    private static final Operation OPERATION = Operation.repeatable("account look-up");

    private final Session session;

    AccountLookUp(Session session) {
        this.session = session;
    }

    URI find() throws AcmeException, InterruptedException {
        URI newAccount = session.directory().newAccount();
        String payload = JsonObject.builder().put("onlyReturnExisting", true).build().toString();
        try {
            HttpReply reply =
                    session.postWithJwk(OPERATION, newAccount, payload, session.deadline());
            return Replies.location(OPERATION.name(), reply);
        } catch (AcmeException.ServerProblem e) {
            throw e.problem().is("accountDoesNotExist")
                    ? new AcmeException.NoAccount(newAccount)
                    : e;
        }
    }
}
