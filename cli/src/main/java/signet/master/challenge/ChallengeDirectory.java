package signet.master.challenge;

import signet.control.TokenMessage;
import signet.files.FileState;
import signet.files.Folder;
import signet.files.Trust;
import signet.files.UntrustedFileException;

import java.io.IOException;
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
 * could not. The master holds the directory open, and knows it by that alone: whatever becomes of
 * its path meanwhile, nothing is removed elsewhere.
 */
public final class ChallengeDirectory implements ChallengeServing {

    private final Path path;
    private final Folder directory;
    private final DirectoryLock lock;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    private ChallengeDirectory(Path path, Folder directory, DirectoryLock lock) {
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
        Folder directory = openDirectory(path);
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

    private static Folder openDirectory(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw unfit(path, "is a symbolic link; name the directory itself");
        }
        try {
            // Whoever owns it: nothing is done there but with names of ours, by its descriptor.
            return Folder.openShared(path, Trust.everybodys());
        } catch (UntrustedFileException e) {
            throw new IOException("challenge-directory " + e.getMessage(), e);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw unfit(
                    path, "is no directory; create it, writable for the user of section [client]");
        }
    }

    private static IOException unfit(Path path, String why) {
        return new IOException("challenge-directory " + path + " " + why);
    }

    /** Refuses a directory with other things in it, unless it is certain whose they are. */
    private void empty() throws IOException {
        for (Path entry : directory.names()) {
            String name = entry.toString();
            if (name.equals(DirectoryLock.NAME)) {
                continue;
            }
            boolean isChallenge =
                    TokenMessage.isToken(name)
                            && directory.look(name).filter(FileState::isFile).isPresent();
            if (!lock.leftBehind() || !isChallenge) {
                lock.close();
                throw new IOException(
                        "refusing to use non-empty challenge-directory "
                                + path
                                + "; it must be for challenges alone: empty it, or choose another");
            }
            directory.remove(name);
        }
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
                directory.remove(token);
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
