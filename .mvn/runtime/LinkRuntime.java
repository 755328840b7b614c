import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Makes the Java that the executables run on: of this JDK, only the modules that they use. So the
 * target needs no JDK, and the CDS archives belong to exactly this Java.
 */
class LinkRuntime {
    /**
     * What our classes and those of the libraries need, as far as we call them. Left out on
     * purpose: java.sql and java.naming, which Nimbus and BouncyCastle name for databases and LDAP.
     */
    private static final List<String> MODULES =
            List.of(
                    "java.base",
                    "java.logging", // providers of cryptography: BouncyCastle, Corretto
                    "jdk.crypto.cryptoki", // SunPKCS11, in the token's helper
                    "jdk.net", // who is at the other end of a UNIX socket
                    "jdk.unsupported"); // signals

    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]);
        Folders.delete(target);
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
        int status =
                jlink.run(
                        System.out,
                        System.err,
                        "--add-modules",
                        String.join(",", MODULES),
                        "--strip-debug",
                        // Runs before or after the stripping, by chance: no two images were alike.
                        // The JDK's own image has its classes already.
                        "--disable-plugin",
                        "generate-jli-classes",
                        "--no-man-pages",
                        "--no-header-files",
                        "--exclude-files",
                        "/java.base/bin/keytool,/java.base/lib/jexec,/java.base/lib/classlist,"
                                // The system's roots are trusted, not Java's; TLS would read them
                                // all.
                                + "/java.base/lib/security/cacerts",
                        "--output",
                        target.toString());
        if (status != 0) {
            System.err.println("jlink failed with status " + status);
            System.exit(1);
        }
    }
}
