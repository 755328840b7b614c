package signet.master.install;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.config.Specifiers;
import signet.master.certificate.ChainVerifier;
import signet.master.certificate.IssuedChain;
import signet.master.certificate.RejectedChainException;
import signet.master.certificate.RenewalNotice;
import signet.master.certificate.TrustRoots;
import signet.master.certificate.WantedCertificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
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
     * Keeps an answer of the CA, in the place of an earlier one.
     *
     * @param pem the answer as received, whatever it is
     * @return the file that it is in now
     * @throws IOException where it can't be written, or is longer than {@link IssuedChain#MAX_SIZE}
     */
    public Path keep(CertificateConfig config, byte[] pem) throws IOException {
        if (pem.length > IssuedChain.MAX_SIZE) {
            throw new IOException("the CA's answer is too long to be kept");
        }
        makeDirectory();
        Path target = file(config);
        try (TemporaryFile file = TemporaryFile.beside(target)) {
            file.write(pem);
            file.replaceTarget();
        }
        TemporaryFile.syncDirectoryOf(target);
        return target;
    }

    /**
     * Finds a certificate kept by an earlier run that will do now: right key and names, verified,
     * and with more than {@code min-days}, or more than a third of its life, before it.
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
            ChainVerifier.verify(chain, wanted, roots, now);
            return Optional.of(chain).filter(found -> lasts(found.leaf(), config.minDays(), now));
        } catch (IOException | RejectedChainException _) {
            // It was kept for a person to look at; for us it is as if there were none.
            return Optional.empty();
        }
    }

    /** Forgets what is kept for a section, once a certificate is installed. */
    public void discard(CertificateConfig config) throws IOException {
        if (isDirectory()) {
            Files.deleteIfExists(file(config));
        }
    }

    private boolean isDirectory() {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean lasts(X509Certificate leaf, OptionalInt minDays, Instant now) {
        int days = Math.max(0, minDays.orElse(RenewalNotice.DAYS));
        return Duration.between(now, leaf.getNotAfter().toInstant())
                        .compareTo(RenewalNotice.atMost(days, leaf))
                > 0;
    }

    /** Whoever could write here could not forge a certificate, but could make us keep others'. */
    private void makeDirectory() throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        if (!isDirectory()) {
            throw new IOException(directory + " is a symbolic link; remove it");
        }
        Files.setPosixFilePermissions(directory, PRIVATE);
    }

    private Path file(CertificateConfig config) {
        return directory.resolve(SafeName.of(config.name()) + ".pem");
    }
}
