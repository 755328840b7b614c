package signet.accountd.audit;

import signet.accountd.lock.LockFile;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Keeps a log to one process, by a file of its own: the log's gets another name at rotations. */
final class LogLock {

    private LogLock() {}

    /**
     * Locks.
     *
     * @param log the log, for the message
     * @throws AuditException.InUse where another process has it
     */
    static LockFile acquire(Path file, Path log) throws IOException {
        try {
            return LockFile.tryLock(file)
                    .orElseThrow(
                            () ->
                                    new AuditException.InUse(
                                            "the audit log "
                                                    + log
                                                    + " is in use by another process ("
                                                    + LockFile.holder(file)
                                                    + "); one signet-accountd writes to a log,"
                                                    + " others can pass requests on to it:"
                                                    + " --privkey=unix:PATH"));
        } catch (AuditException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "there is no folder "
                            + file.getParent()
                            + " for the audit log; make one that belongs to signet-accountd's user",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "can't write the audit log "
                            + log
                            + " ("
                            + e
                            + "); its folder must belong to signet-accountd's user",
                    e);
        }
    }
}
