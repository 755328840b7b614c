package signet.master.challenge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Answers http-01 challenges during a run (RFC 8555 section 8.3). Thread-safe. */
public interface ChallengeServing extends AutoCloseable {

    /**
     * Makes sure that a token is answered from the moment when this method returns.
     *
     * @throws IOException where it can't be
     */
    void announce(String token) throws IOException;

    /**
     * Forgets a token.
     *
     * @throws IOException where it can't
     */
    void withdraw(String token) throws IOException;

    /** Returns the working directory of the client, the only place where it might write. */
    Path clientDirectory();

    /** Says whether the client writes the key authorizations into its working directory itself. */
    boolean writtenByClient();

    /** Returns what completes with the reason when challenges can't be answered any more. */
    CompletableFuture<String> failure();

    /** Ends the serving; nothing of it is left. */
    @Override
    void close();
}
