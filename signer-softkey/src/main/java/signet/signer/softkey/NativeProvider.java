package signet.signer.softkey;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Loads the provider that signs with native code, several times as fast as the JDK's. */
final class NativeProvider {

    /** Where the provider unpacks its library before it loads it. */
    private static final String FOLDER_PROPERTY = "com.amazon.corretto.crypto.provider.tmpdir";

    /** Says that the library lies unpacked in java.library.path already. */
    private static final String UNPACKED_PROPERTY =
            "com.amazon.corretto.crypto.provider.useExternalLib";

    private static final String FOLDER_PREFIX = "signet-native-";

    /** Loading takes seconds at most; who was killed meanwhile could not clean up. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private NativeProvider() {}

    /** Returns the provider, or empty where its library can't be loaded here. */
    static Optional<Provider> load() {
        return load(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Does the same, and unpacks the library below a folder of the caller's choice. */
    static synchronized Optional<Provider> load(Path temporary) {
        if (System.getProperty(FOLDER_PROPERTY) != null || Boolean.getBoolean(UNPACKED_PROPERTY)) {
            return loadProvider();
        }
        Path folder;
        try {
            folder = Files.createTempDirectory(temporary, FOLDER_PREFIX);
        } catch (IOException e) {
            return Optional.empty();
        }
        deleteAbandoned(temporary, folder);
        // Where it can't load the library (/tmp is noexec, for example) it leaves 16 MB behind.
        System.setProperty(FOLDER_PROPERTY, folder.toString());
        try {
            return loadProvider();
        } finally {
            System.clearProperty(FOLDER_PROPERTY);
            delete(folder);
        }
    }

    private static Optional<Provider> loadProvider() {
        try {
            AmazonCorrettoCryptoProvider provider = new AmazonCorrettoCryptoProvider();
            return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
        } catch (LinkageError | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Deletes what processes of ours that were killed have left beside our folder. */
    private static void deleteAbandoned(Path temporary, Path folder) {
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> others =
                Files.newDirectoryStream(temporary, FOLDER_PREFIX + "*")) {
            for (Path other : others) {
                if (Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS)
                                .equals(Files.getOwner(folder))
                        && Files.getLastModifiedTime(other, LinkOption.NOFOLLOW_LINKS)
                                .toInstant()
                                .isBefore(limit)) {
                    delete(other);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Another process may be cleaning up too.
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What stays is in a folder of its own below the temporary folder.
        }
    }
}
