package signet.master.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** One file on its way to its target, with a second name for the old one until all is done. */
final class Replacement {

    private final TemporaryFile file;
    private final boolean isFirst;
    private final Optional<Path> backup;
    private boolean committed;

    private Replacement(TemporaryFile file, boolean isFirst, Optional<Path> backup) {
        this.file = file;
        this.isFirst = isFirst;
        this.backup = backup;
    }

    static Replacement prepare(InstallPlan plan, Path target, byte[] content) throws IOException {
        TemporaryFile file = plan.prepare(target);
        try {
            file.write(content);
            boolean isFirst = !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
            return new Replacement(file, isFirst, isFirst ? Optional.empty() : backUp(target));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    Path target() {
        return file.target();
    }

    void commit() throws IOException {
        file.replaceTarget();
        committed = true;
        TemporaryFile.syncDirectoryOf(file.target());
    }

    /** Puts the old file back, or takes away the new one where there was none. */
    void rollBack(Exception failure) {
        try {
            if (!committed) {
                file.close();
                deleteBackup();
            } else if (backup.isPresent()) {
                Files.move(backup.get(), file.target(), StandardCopyOption.ATOMIC_MOVE);
            } else if (isFirst) {
                Files.deleteIfExists(file.target());
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Forgets the old file. */
    Path finish() {
        try {
            deleteBackup();
        } catch (IOException _) {
            // The new certificate is in place; a second name of the old one does no harm.
        }
        return file.target();
    }

    private void deleteBackup() throws IOException {
        if (backup.isPresent()) {
            Files.deleteIfExists(backup.get());
        }
    }

    /** Not every file system has hard links, and a certificate is more than the way back. */
    private static Optional<Path> backUp(Path target) {
        Path backup = TemporaryFile.unusedName(target);
        try {
            Files.createLink(backup, target);
            return Optional.of(backup);
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }
}
