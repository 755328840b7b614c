package signet.master.session;

import java.util.Optional;

/**
 * Takes what became of the tasks, each of which ends in exactly one result of its own kind. Called
 * from the thread that runs the session.
 *
 * <p>Whoever gives tasks of a kind takes results of that kind: the other methods need not be there,
 * and throw.
 */
public interface TaskResults {

    /** An order ended well. The chain is what the client says that the server sent. */
    default void issued(String id, String chain) {
        throw new IllegalStateException("No order was given");
    }

    /** The account was found, made, or deactivated. */
    default void account(String url, String json, Optional<String> termsOfService) {
        throw new IllegalStateException("No task for the account was given");
    }

    /** A certificate was revoked. */
    default void revoked(String id) {
        throw new IllegalStateException("No revocation was given");
    }

    /** A task failed. */
    void failed(String id, String error);

    /** All tasks have their results, but the client did not end as it should. */
    void broken(String error);

    /** A step of a task was done. */
    void progress(String id, String message);
}
