package signet.master.install;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.config.Specifiers;
import signet.master.certificate.ChainVerifier;
import signet.master.certificate.Freshness;
import signet.master.certificate.IssuedChain;
import signet.master.certificate.RejectedChainException;
import signet.master.certificate.TrustRoots;
import signet.master.certificate.WantedCertificate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps what a CA issued and could not be installed, so that the next run needs no new order. One
 * file for each section, mode 0600, in a directory with mode 0700.
 *
 * @param directory the directory; made when first needed
 */
public record Rescue(Path directory) {

    /** Returns the usual directory: {@code %C/signet/rescue}. */
    public static Rescue atDefault(Specifiers specifiers) throws ConfigException {
        return new Rescue(specifiers.expandPath("%C/signet/rescue"));
    }

    /**
     * Keeps an answer of the CA for a later run, in the place of an earlier one.
     *
     * @param pem the answer as received
     * @return the file that it is in now
     * @throws IOException where it can't be written, or is longer than {@link IssuedChain#MAX_SIZE}
     */
    public Path keep(CertificateConfig config, byte[] pem) throws IOException {
        return files().write(name(config), pem);
    }

    /**
     * Keeps an answer of the CA for a person to look at, beside what is kept for a later run; it is
     * never installed.
     *
     * @param pem the answer as received, whatever it is
     * @return the file that it is in now
     * @throws IOException where it can't be written, or is longer than {@link IssuedChain#MAX_SIZE}
     */
    public Path keepRejected(CertificateConfig config, byte[] pem) throws IOException {
        return files().write(rejected(config), pem);
    }

    /**
     * Finds a certificate kept by an earlier run that will do now: right key and names, verified,
     * and not due for renewal by its section.
     */
    public Optional<IssuedChain> find(
            CertificateConfig config,
            WantedCertificate wanted,
            Optional<TrustRoots> roots,
            Instant now) {
        try {
            IssuedChain chain = IssuedChain.parse(files().read(name(config)));
            return Optional.of(ChainVerifier.verify(chain, wanted, roots, now))
                    .filter(found -> !Freshness.isDue(found.leaf(), config, now));
        } catch (IOException | RejectedChainException _) {
            // It was kept for a person to look at; for us it is as if there were none.
            return Optional.empty();
        }
    }

    /** Forgets what is kept for a section, once a certificate is installed. */
    public void discard(CertificateConfig config) throws IOException {
        files().remove(name(config));
        files().remove(rejected(config));
    }

    private KeptFiles files() {
        return new KeptFiles(directory);
    }

    /** No section's file has such a name. */
    private static String rejected(CertificateConfig config) {
        return KeptFiles.name(config, ".rejected");
    }

    private static String name(CertificateConfig config) {
        return KeptFiles.name(config, ".pem");
    }
}
