package signet.master.challenge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** For commands that are not to answer challenges at all. */
public final class NoChallenges implements ChallengeServing {

    @Override
    public void announce(String token) throws IOException {
        throw new IOException("this command answers no challenges");
    }

    @Override
    public void withdraw(String token) {
        // Nothing was announced.
    }

    @Override
    public Path clientDirectory() {
        return Path.of("/");
    }

    @Override
    public boolean writtenByClient() {
        return false;
    }

    @Override
    public CompletableFuture<String> failure() {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {
        // Nothing runs.
    }
}
