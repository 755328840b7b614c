package signet.signer.server;

import java.util.Optional;

/**
 * Decides whether a well-formed request may be signed. Called by many threads at once, before the
 * signer is asked.
 */
@FunctionalInterface
public interface RequestPolicy {

    /** Objects to nothing. */
    RequestPolicy PERMIT_ALL = (_, _) -> Optional.empty();

    /** Returns why the request must not be signed, in one line for its sender, or empty. */
    Optional<String> objection(Client client, AcmeRequest request);
}
