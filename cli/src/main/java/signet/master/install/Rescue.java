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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what a CA issued and could not be installed, so that the next run needs no new order. One
 * file for each section, mode 0600, in a directory with mode 0700.
 *
 * @param directory the directory; made when first needed
 */
public record Rescue(Path directory) {

    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rwx------");

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
        return keep(file(config), pem);
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
        return keep(rejected(config), pem);
    }

    private Path keep(Path target, byte[] pem) throws IOException {
        if (pem.length > IssuedChain.MAX_SIZE) {
            throw new IOException("the CA's answer is too long to be kept");
        }
        makeDirectory();
        try (TemporaryFile file = TemporaryFile.beside(target)) {
            file.write(pem);
            file.replaceTarget();
        }
        TemporaryFile.syncDirectoryOf(target);
        return target;
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
        Path file = file(config);
        if (!isDirectory() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            IssuedChain chain = IssuedChain.parse(in.readNBytes(IssuedChain.MAX_SIZE + 1));
            return Optional.of(ChainVerifier.verify(chain, wanted, roots, now))
                    .filter(found -> !Freshness.isDue(found.leaf(), config, now));
        } catch (IOException | RejectedChainException _) {
            // It was kept for a person to look at; for us it is as if there were none.
            return Optional.empty();
        }
    }

    /** Forgets what is kept for a section, once a certificate is installed. */
    public void discard(CertificateConfig config) throws IOException {
        if (isDirectory()) {
            Files.deleteIfExists(file(config));
            Files.deleteIfExists(rejected(config));
        }
    }

    private boolean isDirectory() {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whoever could write here could not forge a certificate, but could make us keep others'. */
    private void makeDirectory() throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        if (!isDirectory()) {
            throw new IOException(directory + " is a symbolic link; remove it");
        }
        Files.setPosixFilePermissions(directory, PRIVATE);
    }

    /** No section's file has such a name. */
    private Path rejected(CertificateConfig config) {
        return directory.resolve(SafeName.of(config.name()) + ".rejected");
    }

    private Path file(CertificateConfig config) {
        return directory.resolve(SafeName.of(config.name()) + ".pem");
    }
}
