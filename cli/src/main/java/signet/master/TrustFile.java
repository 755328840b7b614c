package signet.master;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the {@code CAfile} of section {@code [client]}. The client may not be able to read it, and
 * is given its content.
 */
final class TrustFile {

    private static final long MAX_SIZE = 2L * 1024 * 1024;

    private static final Path SYSTEM = Path.of("/etc/ssl/certs/ca-certificates.crt");

    private TrustFile() {}

    /**
     * Reads the roots that the system trusts, which an administrator may have added to; empty where
     * the system keeps them elsewhere, and Java has to know them itself.
     */
    static Optional<String> readSystem() throws IOException {
        return Files.isRegularFile(SYSTEM) ? Optional.of(read(SYSTEM)) : Optional.empty();
    }

    static String read(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_SIZE) {
                throw new IOException("larger than " + MAX_SIZE + " bytes");
            }
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (!text.contains("-----BEGIN CERTIFICATE-----")) {
                throw new IOException("no certificate in PEM form in it");
            }
            return text;
        } catch (IOException e) {
            String reason =
                    e instanceof java.nio.file.NoSuchFileException
                            ? "no such file"
                            : String.valueOf(e.getMessage());
            throw new IOException(
                    "section [client], key CAfile: can't use "
                            + file
                            + " ("
                            + reason
                            + "); set it to a file with the roots of the ACME server's own"
                            + " certificate",
                    e);
        }
    }
}
