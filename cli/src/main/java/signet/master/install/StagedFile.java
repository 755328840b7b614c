package signet.master.install;

import signet.files.Folder;
import signet.files.OpenFile;
import signet.files.Staging;
import signet.files.Trust;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file on its way to its target, with its owner, mode and content: until it takes the target's
 * place, nobody else can get at it, whoever may write in the target's directory. Gone when closed,
 * unless it did take that place.
 */
final class StagedFile implements AutoCloseable {

    private final Path target;
    private final Folder folder;
    private final Staging staging;
    private final OpenFile file;

    private StagedFile(Path target, Folder folder, Staging staging, OpenFile file) {
        this.target = target;
        this.folder = folder;
        this.staging = staging;
        this.file = file;
    }

    /**
     * Creates an empty file, mode 0600.
     *
     * @param trust who may own the target's directory, and those above
     */
    static StagedFile make(Path target, Trust trust) throws IOException {
        Folder folder = Folder.openShared(directoryOf(target), trust);
        try {
            Staging staging = Staging.of(folder, nameOf(target));
            try {
                return new StagedFile(target, folder, staging, staging.create());
            } catch (IOException | RuntimeException e) {
                staging.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Removes what a killed run left of a file. */
    static void clear(Path target, Trust trust) throws IOException {
        try (Folder folder = Folder.openShared(directoryOf(target), trust)) {
            if (folder.look(Staging.NAME).isPresent()) {
                Staging.of(folder, nameOf(target)).close();
            }
        }
    }

    Path target() {
        return target;
    }

    /** Sets owner and mode. */
    void permit(Permissions permissions) throws IOException {
        permissions.giveTo(file);
    }

    /** Writes the content, and waits until it is on the disk. */
    void write(byte[] content) throws IOException {
        file.write(content);
        file.sync();
    }

    /** Says whether there is something at the target, which may be a link. */
    boolean replacesSomething() throws IOException {
        return folder.look(nameOf(target)).isPresent();
    }

    /** Keeps what is at the target until this is closed, where the file system can do that. */
    boolean keepOld() {
        return staging.keepOld();
    }

    /** Takes the target's place in one step. A target that is a link is replaced, not followed. */
    void replaceTarget() throws IOException {
        staging.replace();
    }

    /** Waits until that is on the disk. */
    void syncDirectory() throws IOException {
        staging.sync();
    }

    /** Puts back what was kept. */
    void putBackOld() throws IOException {
        staging.putBack();
    }

    /** Takes the new file away from its target. */
    void removeTarget() throws IOException {
        folder.removeIfThere(nameOf(target));
    }

    @Override
    public void close() throws IOException {
        try (folder;
                staging) {
            // Before it is removed: some network file systems keep the name of an open file.
            file.close();
        }
    }

    static Path directoryOf(Path target) {
        return Objects.requireNonNull(target.toAbsolutePath().getParent());
    }

    static String nameOf(Path target) {
        return Objects.requireNonNull(target.getFileName()).toString();
    }
}
