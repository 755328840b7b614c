package signet.master.install;

import signet.config.CertificateConfig;
import signet.files.Staging;
import signet.master.certificate.ChainVerifier;
import signet.master.certificate.IssuedChain;
import signet.master.certificate.RejectedChainException;
import signet.master.certificate.TrustRoots;
import signet.master.certificate.WantedCertificate;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is being installed, on the disk before the first file is replaced, and until services have
 * been told: so a run that is killed in between leaves no pair of files that don't belong together,
 * no files of its own, and no service that was not told, as the next run does it all again.
 */
public final class Journal {

    private static final String SUFFIX = ".installing";

    private final KeptFiles files;
    private final Set<String> left;

    private Journal(KeptFiles files, Set<String> left) {
        this.files = files;
        this.left = left;
    }

    /**
     * Opens it, and finds what a killed run has left.
     *
     * @param rescue whose directory it shares
     * @throws IOException where that can't be read
     */
    public static Journal open(Rescue rescue) throws IOException {
        KeptFiles files = new KeptFiles(rescue.directory());
        return new Journal(files, Set.copyOf(files.names()));
    }

    /** Says whether an earlier run was killed while it installed a section's certificate. */
    public boolean wasInterrupted(CertificateConfig config) throws IOException {
        return left.contains(name(config))
                || (left.contains(Staging.NAME) && files.isUnfinished(name(config)));
    }

    /** Returns what was being installed then, if it still is for the section's key and names. */
    public Optional<IssuedChain> interrupted(
            CertificateConfig config,
            WantedCertificate wanted,
            Optional<TrustRoots> roots,
            Instant now)
            throws IOException {
        try {
            IssuedChain chain = IssuedChain.parse(files.read(name(config)));
            return Optional.of(ChainVerifier.verify(chain, wanted, roots, now));
        } catch (NoSuchFileException | RejectedChainException _) {
            // It was killed before it had noted what; or the section is another one now.
            return Optional.empty();
        }
    }

    /** Notes that a certificate is about to be installed. */
    public void begin(CertificateConfig config, IssuedChain chain) throws IOException {
        files.write(name(config), chain.chainPem());
    }

    /** Notes that it is installed, and everybody told; or that all is as it was. */
    public void end(CertificateConfig config) throws IOException {
        files.remove(name(config));
    }

    /** Other configurations may have a section of this name, with files of its own. */
    private static String name(CertificateConfig config) {
        String targets = config.certificate() + " " + config.certificateChain();
        return KeptFiles.name(config, "." + SafeName.digest(targets).substring(0, 16) + SUFFIX);
    }
}
