package signet.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the roots are that the system trusts, which an administrator can add to. Those of the Java
 * runtime are never used: nobody looks after them.
 */
public final class SystemRoots {

    /** Debian's and most others', Fedora's and Red Hat's, SUSE's. */
    private static final List<Path> FILES =
            List.of(
                    Path.of("/etc/ssl/certs/ca-certificates.crt"),
                    Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
                    Path.of("/etc/ssl/ca-bundle.pem"));

    private SystemRoots() {}

    /** Returns the file in PEM form; where the system has none, the usual name for it. */
    public static Path file() {
        return FILES.stream().filter(Files::isRegularFile).findFirst().orElse(FILES.getFirst());
    }
}
