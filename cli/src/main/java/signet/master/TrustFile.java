package signet.master;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the {@code CAfile} of section {@code [client]}, or the system's. The client may not be able
 * to read it, and is given its content.
 */
final class TrustFile {

    private static final long MAX_SIZE = 2L * 1024 * 1024;

    private TrustFile() {}

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
                            + "); install ca-certificates, or set the key to a file with the roots"
                            + " of the ACME server's own certificate",
                    e);
        }
    }
}
