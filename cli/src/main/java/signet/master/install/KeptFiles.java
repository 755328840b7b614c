package signet.master.install;

import signet.config.CertificateConfig;
import signet.files.Folder;
import signet.files.OpenFile;
import signet.files.Staging;
import signet.files.Trust;
import signet.master.certificate.IssuedChain;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/**
 * Files with certificates in a directory of root's own, one of a kind for each section: mode 0600,
 * in a directory with mode 0700.
 *
 * @param directory the directory; made when first needed
 */
record KeptFiles(Path directory) {

    private static final int PRIVATE = 0700;
    private static final Trust TRUST = Trust.ours("have root install what they kept there");

    /** Returns the name of a section's file; another section has another. */
    static String name(CertificateConfig config, String suffix) {
        return SafeName.of(config.name()) + suffix;
    }

    /**
     * Writes a file, in the place of an earlier one.
     *
     * @return where it is
     * @throws IOException where it can't be written, or is longer than {@link IssuedChain#MAX_SIZE}
     */
    Path write(String name, byte[] pem) throws IOException {
        if (pem.length > IssuedChain.MAX_SIZE) {
            throw new IOException("the CA's answer is too long to be kept");
        }
        makeDirectory();
        Path target = directory.resolve(name);
        try (StagedFile file = StagedFile.make(target, TRUST)) {
            file.write(pem);
            file.replaceTarget();
        }
        return target;
    }

    /** Reads a file; where it is too long, more than {@link IssuedChain#MAX_SIZE} comes back. */
    byte[] read(String name) throws IOException {
        try (Folder folder = open();
                OpenFile kept = folder.read(name)) {
            return kept.read(IssuedChain.MAX_SIZE + 1);
        }
    }

    /** Removes a file, if there is such, and what a killed run left of it. */
    void remove(String name) throws IOException {
        try (Folder folder = open()) {
            folder.removeIfThere(name);
            folder.sync();
            if (folder.look(Staging.NAME).isPresent()) {
                Staging.of(folder, name).close();
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            // Nothing was ever kept.
        }
    }

    /** Says whether a killed run has left a file unfinished. */
    boolean isUnfinished(String name) throws IOException {
        try (Folder folder = open()) {
            return Staging.isUnfinished(folder, name);
        }
    }

    /** Returns the names of all files. */
    List<String> names() throws IOException {
        try (Folder folder = open()) {
            return folder.names().stream().map(Path::toString).toList();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
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
}
