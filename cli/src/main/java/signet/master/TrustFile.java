package signet.master;

import signet.files.OpenFile;
import signet.files.Reason;
import signet.files.Trust;
import signet.files.TrustedFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads the {@code CAfile} of section {@code [client]}, or the system's. The client may not be able
 * to read it, and is given its content.
 */
final class TrustFile {

    private static final int MAX_SIZE = 2 * 1024 * 1024;
    private static final Trust TRUST = Trust.ours("have any server taken for the ACME server");

    private TrustFile() {}

    static String read(Path file) throws IOException {
        try {
            String text = content(file);
            if (!text.contains("-----BEGIN CERTIFICATE-----")) {
                throw new IOException("no certificate in PEM form in it");
            }
            return text;
        } catch (IOException e) {
            throw new IOException(
                    "section [client], key CAfile: can't use "
                            + file
                            + " ("
                            + Reason.of(e)
                            + "); install ca-certificates, or set the key to a file with the roots"
                            + " of the ACME server's own certificate",
                    e);
        }
    }

    private static String content(Path file) throws IOException {
        try (OpenFile opened = TrustedFile.open(file, TRUST)) {
            byte[] bytes = opened.read(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new IOException("larger than " + MAX_SIZE + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
