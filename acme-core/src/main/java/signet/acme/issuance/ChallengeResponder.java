package signet.acme.issuance;

import java.io.IOException;

/**
 * Puts http-01 answers where the CA looks for them (RFC 8555 section 8.3). Implementations are safe
 * for use by several threads, as several issuances share one.
 */
public interface ChallengeResponder {

    /**
     * Has the key authorization served under the token, from the return of this method on.
     *
     * @param token {@code [A-Za-z0-9_-]{1,128}}
     * @param keyAuthorization the body to be served, ASCII
     * @throws IOException where that can't be done; the message says why
     */
    void announce(String token, String keyAuthorization) throws IOException;

    /**
     * Ends it. Is called once for every token for which {@link #announce} was called, also where
     * that failed; does nothing where nothing is served under the token.
     */
    void withdraw(String token);
}
