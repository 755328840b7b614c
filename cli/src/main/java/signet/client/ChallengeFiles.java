package signet.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Key authorizations as files in a directory that a webserver serves. Every file is made anew and
 * never through a symbolic link; those that were made are removed. Thread-safe.
 */
final class ChallengeFiles {

    private final Path directory;
    private final Set<Path> files = new HashSet<>();

    ChallengeFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes a file.
     *
     * @param token a token of RFC 8555 section 8.1, which can be no path
     */
    synchronized void write(String token, String keyAuthorization) throws IOException {
        Path file = directory.resolve(token);
        try {
            files.add(file);
            Files.write(
                    file,
                    keyAuthorization.getBytes(StandardCharsets.US_ASCII),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            files.remove(file);
            throw new IOException(
                    "can't write the challenge: somebody else has put "
                            + token
                            + " into the challenge-directory",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "can't write into the challenge-directory ("
                            + e.getClass().getSimpleName()
                            + "); it must be writable for the user of section [client]",
                    e);
        }
    }

    /** Removes a file that was written. */
    synchronized void remove(String token) throws IOException {
        Path file = directory.resolve(token);
        if (files.remove(file)) {
            Files.deleteIfExists(file);
        }
    }

    /** Removes all files that are left. */
    synchronized void removeAll() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // The master knows the names too, and cleans up behind us.
            }
        }
        files.clear();
    }
}
