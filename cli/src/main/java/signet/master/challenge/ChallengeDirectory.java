package signet.master.challenge;

import signet.control.TokenMessage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory that another webserver serves at {@code /.well-known/acme-challenge/}. The client
 * writes into it; the master remembers the names and removes what the client, should it have died,
 * could not. The master holds the directory open, and knows it by that alone: whatever becomes of
 * its path meanwhile, nothing is removed elsewhere.
 */
public final class ChallengeDirectory implements ChallengeServing {

    private final Path path;
    private final SecureDirectoryStream<Path> directory;
    private final DirectoryLock lock;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    private ChallengeDirectory(
            Path path, SecureDirectoryStream<Path> directory, DirectoryLock lock) {
        this.path = path;
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Takes a directory into use. What a killed run has left in it is removed.
     *
     * @throws IOException where it does not exist, is a symbolic link, is not empty, or is in use
     *     by another run
     */
    public static ChallengeDirectory open(Path path) throws IOException {
        SecureDirectoryStream<Path> directory = openDirectory(path);
        boolean complete = false;
        try {
            DirectoryLock lock = DirectoryLock.acquire(directory, path);
            ChallengeDirectory opened = new ChallengeDirectory(path, directory, lock);
            opened.empty();
            complete = true;
            return opened;
        } finally {
            if (!complete) {
                directory.close();
            }
        }
    }

    @SuppressWarnings("unchecked") // on Linux every directory stream is one of these
    private static SecureDirectoryStream<Path> openDirectory(Path path) throws IOException {
        Path parent = path.getParent();
        Path name = path.getFileName();
        if (parent == null || name == null || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    "challenge-directory "
                            + path
                            + (Files.isSymbolicLink(path)
                                    ? " is a symbolic link; name the directory itself"
                                    : " is no directory; create it, writable for the user of"
                                            + " section [client]"));
        }
        try (DirectoryStream<Path> above = Files.newDirectoryStream(parent)) {
            return ((SecureDirectoryStream<Path>) above)
                    .newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Refuses a directory with other things in it, unless it is certain whose they are. */
    private void empty() throws IOException {
        for (Path entry : directory) {
            Path name = entry.getFileName();
            if (name.equals(DirectoryLock.NAME)) {
                continue;
            }
            boolean isChallenge = TokenMessage.isToken(name.toString()) && isRegularFile(name);
            if (!lock.leftBehind() || !isChallenge) {
                lock.close();
                throw new IOException(
                        "refusing to use non-empty challenge-directory "
                                + path
                                + "; it must be for challenges alone: empty it, or choose another");
            }
            directory.deleteFile(name);
        }
    }

    private boolean isRegularFile(Path name) throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isRegularFile();
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
        return path;
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
                directory.deleteFile(Path.of(token));
            } catch (IOException e) {
                // Gone already; or the next run says that the directory is not empty.
            }
        }
        try {
            lock.close();
            directory.close();
        } catch (IOException e) {
            // The kernel drops the lock with the process at the latest.
        }
    }
}
