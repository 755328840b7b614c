package signet.master.challenge;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory that another webserver serves at {@code /.well-known/acme-challenge/}. The client
 * writes into it; the master remembers the names and removes what the client, should it have died,
 * could not.
 */
public final class ChallengeDirectory implements ChallengeServing {

    private final Path directory;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    private ChallengeDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Takes a directory into use.
     *
     * @throws IOException where it does not exist, or is not empty
     */
    public static ChallengeDirectory open(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            if (entries.iterator().hasNext()) {
                throw new IOException(
                        "refusing to use non-empty challenge-directory "
                                + directory
                                + "; it must be for challenges alone: empty it, or choose another");
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IOException(
                    "challenge-directory "
                            + directory
                            + " is no directory; create it, writable for the user of section"
                            + " [client]",
                    e);
        }
        return new ChallengeDirectory(directory);
    }

    @Override
    public void announce(String token) {
        tokens.add(token);
    }

    @Override
    public void withdraw(String token) {
        tokens.remove(token);
    }

    @Override
    public Path clientDirectory() {
        return directory;
    }

    @Override
    public boolean writtenByClient() {
        return true;
    }

    @Override
    public CompletableFuture<String> failure() {
        return new CompletableFuture<>();
    }

    /** Deletes by name and so never what a symbolic link points to. */
    @Override
    public void close() {
        for (String token : tokens) {
            try {
                Files.deleteIfExists(directory.resolve(token));
            } catch (IOException e) {
                // The next run says that the directory is not empty, and which one it is.
            }
        }
    }
}
