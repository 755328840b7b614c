package signet.master.certificate;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.files.OpenFile;
import signet.files.Trust;
import signet.files.TrustedFile;
import signet.trust.RootCertificates;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Optional;

/**
 * The roots that an issued chain must lead to.
 *
 * @param file where they were read from
 * @param roots the root certificates, at least one
 */
public record TrustRoots(Path file, RootCertificates roots) {

    private static final int MAX_SIZE = 1 << 24;
    private static final Trust TRUST = Trust.ours("have any certificate taken for one of the CA");

    /**
     * Reads a section's CAfile.
     *
     * @return the roots; empty where CAfile is empty, which switches verification off
     * @throws ConfigException where the file can't be read or holds no certificate
     */
    public static Optional<TrustRoots> read(CertificateConfig config) throws ConfigException {
        Optional<Path> file = config.caFile();
        return file.isEmpty() ? Optional.empty() : Optional.of(read(config, file.get()));
    }

    private static TrustRoots read(CertificateConfig config, Path file) throws ConfigException {
        try {
            byte[] bytes = content(file);
            if (bytes.length > MAX_SIZE) {
                throw config.error("CAfile", file + " is larger than " + MAX_SIZE + " bytes");
            }
            RootCertificates roots =
                    RootCertificates.parse(new String(bytes, StandardCharsets.ISO_8859_1));
            if (roots.isEmpty()) {
                throw config.error("CAfile", file + " holds no certificate in PEM form");
            }
            return new TrustRoots(file, roots);
        } catch (NoSuchFileException e) {
            throw config.error(
                            "CAfile",
                            file
                                    + " does not exist; install ca-certificates, or name the file"
                                    + " with the CA's root")
                    .withCause(e);
        } catch (AccessDeniedException e) {
            throw config.error("CAfile", file + " can't be read: permission denied").withCause(e);
        } catch (IOException | CertificateException e) {
            throw config.error("CAfile", file + " can't be read as certificates: " + e.getMessage())
                    .withCause(e);
        }
    }

    private static byte[] content(Path file) throws IOException {
        try (OpenFile opened = TrustedFile.open(file, TRUST)) {
            return opened.read(MAX_SIZE + 1);
        }
    }
}
