package signet.master.install;

import signet.config.CertificateConfig;
import signet.master.certificate.ChainVerifier;
import signet.master.certificate.IssuedChain;
import signet.master.certificate.RejectedChainException;
import signet.master.certificate.TrustRoots;
import signet.master.certificate.WantedCertificate;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        List<String> names = files.names();
        return new Journal(
                files,
                names.stream()
                        .filter(name -> name.endsWith(SUFFIX))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Says whether an earlier run was killed while it installed a section's certificate. */
    public boolean wasInterrupted(CertificateConfig config) {
        return left.contains(name(config));
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

    private static String name(CertificateConfig config) {
        return KeptFiles.name(config, SUFFIX);
    }
}
