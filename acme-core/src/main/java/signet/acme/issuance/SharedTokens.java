package signet.acme.issuance;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts who needs a token: a CA may let two orders share an authorization (RFC 8555 section
 * 7.1.3), and the first that is done must not take the answer away from the other.
 */
final class SharedTokens {

    private final ChallengeResponder responder;
    private final Map<String, Integer> users = new HashMap<>();

    SharedTokens(ChallengeResponder responder) {
        this.responder = responder;
    }

    /** Announces a token that is not announced yet. Must be released, also where this fails. */
    synchronized void acquire(String token, String keyAuthorization) throws IOException {
        if (users.merge(token, 1, Integer::sum) == 1) {
            responder.announce(token, keyAuthorization);
        }
    }

    /** Withdraws a token that nobody else needs. */
    synchronized void release(String token) {
        if (users.merge(token, -1, Integer::sum) <= 0) {
            users.remove(token);
            responder.withdraw(token);
        }
    }
}
