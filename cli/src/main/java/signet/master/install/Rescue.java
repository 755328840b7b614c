package signet.master.install;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.config.Specifiers;
import signet.files.Folder;
import signet.files.OpenFile;
import signet.files.Trust;
import signet.master.certificate.ChainVerifier;
import signet.master.certificate.Freshness;
import signet.master.certificate.IssuedChain;
import signet.master.certificate.RejectedChainException;
import signet.master.certificate.TrustRoots;
import signet.master.certificate.WantedCertificate;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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

    private static final int PRIVATE = 0700;
    private static final Trust TRUST = Trust.ours("have root install what they kept there");

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
        try (StagedFile file = StagedFile.make(target, TRUST)) {
            file.write(pem);
            file.replaceTarget();
        }
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
        try (Folder folder = open();
                OpenFile kept = folder.read(StagedFile.nameOf(file))) {
            IssuedChain chain = IssuedChain.parse(kept.read(IssuedChain.MAX_SIZE + 1));
            return Optional.of(ChainVerifier.verify(chain, wanted, roots, now))
                    .filter(found -> !Freshness.isDue(found.leaf(), config, now));
        } catch (IOException | RejectedChainException _) {
            // It was kept for a person to look at; for us it is as if there were none.
            return Optional.empty();
        }
    }

    /** Forgets what is kept for a section, once a certificate is installed. */
    public void discard(CertificateConfig config) throws IOException {
        try (Folder folder = open()) {
            folder.removeIfThere(StagedFile.nameOf(file(config)));
            folder.removeIfThere(StagedFile.nameOf(rejected(config)));
        } catch (NoSuchFileException | NotDirectoryException _) {
            // Nothing was ever kept.
        }
    }

    /** Whoever could write here could not forge a certificate, but could make us keep others'. */
    private void makeDirectory() throws IOException {
        Folder.make(directory, TRUST).close();
        try (Folder folder = open()) {
            if (folder.state().mode() != PRIVATE) {
                folder.mode(PRIVATE);
            }
        } catch (NotDirectoryException e) {
            throw new IOException(directory + " is a symbolic link; remove it", e);
        }
    }

    /** A symbolic link in its place is not followed. */
    private Folder open() throws IOException {
        try (Folder above = Folder.open(StagedFile.directoryOf(directory), TRUST)) {
            return above.folder(StagedFile.nameOf(directory));
        }
    }

    /** No section's file has such a name. */
    private Path rejected(CertificateConfig config) {
        return directory.resolve(SafeName.of(config.name()) + ".rejected");
    }

    private Path file(CertificateConfig config) {
        return directory.resolve(SafeName.of(config.name()) + ".pem");
    }
}
