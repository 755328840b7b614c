package signet.testing.token;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the PKCS#11 modules of this host's Debian packages, whatever its architecture. */
final class Modules {

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private Modules() {}

    /**
     * Returns the path of a module.
     *
     * @param name its path below /usr/lib or /usr/lib/TRIPLET
     * @throws IOException when the package is not installed
     */
    static Path find(String name) throws IOException {
        if (Files.exists(LIBRARIES.resolve(name))) {
            return LIBRARIES.resolve(name);
        }
        try (DirectoryStream<Path> triplets = Files.newDirectoryStream(LIBRARIES, "*-linux-gnu*")) {
            for (Path triplet : triplets) {
                if (Files.exists(triplet.resolve(name))) {
                    return triplet.resolve(name);
                }
            }
        }
        throw new IOException(
                "no " + name + " below /usr/lib; hsm-test-config/setup/host.sh lists the packages");
    }
}
