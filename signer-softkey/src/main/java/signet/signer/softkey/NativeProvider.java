package signet.signer.softkey;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;

import java.io.IOException;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Optional;

/** Loads the provider that signs with native code, several times as fast as the JDK's. */
final class NativeProvider {

    /** Where the provider unpacks its library before it loads it. */
    private static final String FOLDER_PROPERTY = "com.amazon.corretto.crypto.provider.tmpdir";

    /** Says that the library lies unpacked in java.library.path already. */
    private static final String UNPACKED_PROPERTY =
            "com.amazon.corretto.crypto.provider.useExternalLib";

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
        try (NativeFolder folder = NativeFolder.make(temporary)) {
            folder.removeAbandoned();
            // Where it can't load the library (/tmp is noexec, for example) it leaves 16 MB behind.
            System.setProperty(FOLDER_PROPERTY, folder.path().toString());
            try {
                return loadProvider();
            } finally {
                System.clearProperty(FOLDER_PROPERTY);
            }
        } catch (IOException e) {
            return Optional.empty();
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
}
