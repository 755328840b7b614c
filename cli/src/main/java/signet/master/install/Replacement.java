package signet.master.install;

import java.io.IOException;
import java.nio.file.Path;

/** One file on its way to its target, with a second name for the old one until all is done. */
final class Replacement {

    private final StagedFile file;
    private final boolean isFirst;
    private final boolean hasOld;
    private boolean committed;

    private Replacement(StagedFile file, boolean isFirst, boolean hasOld) {
        this.file = file;
        this.isFirst = isFirst;
        this.hasOld = hasOld;
    }

    static Replacement prepare(InstallPlan plan, Path target, byte[] content) throws IOException {
        StagedFile file = plan.prepare(target);
        try {
            file.write(content);
            boolean isFirst = !file.replacesSomething();
            // Not every file system has hard links, and a certificate is more than the way back.
            return new Replacement(file, isFirst, !isFirst && file.keepOld());
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
        file.syncDirectory();
    }

    /**
     * Puts the old file back, or takes away the new one where there was none.
     *
     * @return whether all is as it was
     */
    boolean rollBack(Exception failure) {
        try (file) {
            if (committed && hasOld) {
                file.putBackOld();
            } else if (committed && isFirst) {
                file.removeTarget();
            }
            return !committed || hasOld || isFirst;
        } catch (IOException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /** Forgets the old file. */
    Path finish() {
        try {
            file.close();
        } catch (IOException _) {
            // The new certificate is in place; a second name of the old one does no harm.
        }
        return file.target();
    }
}
