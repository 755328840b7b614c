package signet.master.session;

import java.util.Optional;

/** Takes what became of the tasks. Called from the thread that runs the session. */
public interface TaskResults {

    /** An order ended well. The chain is what the client says that the server sent. */
    default void issued(String id, String chain) {}

    /** The account was found, made, or deactivated. */
    default void account(String url, String json, Optional<String> termsOfService) {}

    /** A certificate was revoked. */
    default void revoked(String id) {}

    /** A task failed. */
    void failed(String id, String error);

    /** A step of a task was done. */
    void progress(String id, String message);
}
