package signet.signer.softkey;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Loads the provider that signs with native code, several times as fast as the JDK's. */
final class NativeProvider {

    /** Where the provider unpacks its library before it loads it. */
    private static final String FOLDER_PROPERTY = "com.amazon.corretto.crypto.provider.tmpdir";

    private NativeProvider() {}

    /** Returns the provider, or empty where its library can't be loaded here. */
    static Optional<Provider> load() {
        if (System.getProperty(FOLDER_PROPERTY) != null) {
            return loadUnpacked();
        }
        Path folder;
        try {
            folder = Files.createTempDirectory("signet-native-");
        } catch (IOException e) {
            return Optional.empty();
        }
        // Where it can't load the library (/tmp is noexec, for example) it leaves 16 MB behind.
        System.setProperty(FOLDER_PROPERTY, folder.toString());
        try {
            return loadUnpacked();
        } finally {
            System.clearProperty(FOLDER_PROPERTY);
            delete(folder);
        }
    }

    private static Optional<Provider> loadUnpacked() {
        try {
            AmazonCorrettoCryptoProvider provider = new AmazonCorrettoCryptoProvider();
            return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
        } catch (LinkageError | RuntimeException e) {
            return Optional.empty();
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
