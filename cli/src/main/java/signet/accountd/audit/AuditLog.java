package signet.accountd.audit;

import signet.accountd.audit.Tail.BadTailException;
import signet.accountd.audit.chain.CheckpointKey;
import signet.accountd.audit.chain.Head;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.lock.LockFile;
import signet.config.AuditConfig;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

/**
 * The audit log of a signing station: opens it, and records entries. Those that come at the same
 * time share one write and one fsync.
 */
public final class AuditLog implements Audit {

    private final LockFile lock;
    private final GroupCommit commit;

    private AuditLog(LockFile lock, GroupCommit commit) {
        this.lock = lock;
        this.commit = commit;
    }

    /**
     * Opens a log, or begins one. Of an existing one the end is checked, in constant time.
     *
     * @throws AuditException.InUse where another process writes to it
     * @throws AuditException.Broken where its end is not as it was left; the message names the
     *     command that repairs it
     * @throws IOException where a file can't be read or written
     */
    public static AuditLog open(AuditConfig config, AuditEvents events) throws IOException {
        return open(config, config.rotateAfter(), Cadence.DEFAULT, events, FileStorage::open);
    }

    static AuditLog open(
            AuditConfig config,
            long rotateAfter,
            Cadence cadence,
            AuditEvents events,
            LogWriter.Opener opener)
            throws IOException {
        LogFiles files = new LogFiles(config.file());
        LockFile lock = LogLock.acquire(files.lock(), files.log());
        try {
            CheckpointKey key = key(config, files);
            LogStart start = start(config, files, key);
            LogWriter writer =
                    new LogWriter(files, key, start, rotateAfter, cadence, events, opener);
            return new AuditLog(lock, new GroupCommit(writer));
        } catch (FileSystemException e) {
            lock.close();
            throw new IOException(
                    "can't open the audit log "
                            + files.log()
                            + ": "
                            + e.getFile()
                            + " ("
                            + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason())
                            + "); its files must be regular ones of signet-accountd's user, in a"
                            + " folder of that user",
                    e);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static CheckpointKey key(AuditConfig config, LogFiles files) throws IOException {
        if (LogFiles.exists(config.checkpointKey())) {
            return CheckpointKey.load(config.checkpointKey());
        }
        if (LogFiles.exists(files.log()) && Files.size(files.log()) > 0) {
            throw new IOException(
                    "the checkpoint key "
                            + config.checkpointKey()
                            + " of the audit log "
                            + files.log()
                            + " is gone; put it back, or move the log away to begin a new one");
        }
        return CheckpointKey.create(config.checkpointKey());
    }

    private static LogStart start(AuditConfig config, LogFiles files, CheckpointKey key)
            throws IOException {
        try {
            Optional<LogStart> found = LogStart.examine(files, key.publicKey().id());
            if (found.isPresent() && found.get().current()) {
                return found.get();
            }
            NewFile file = new NewFile(files, key);
            if (found.isPresent()) {
                LogStart old = found.get();
                file.prepare(
                        file.rotated(
                                old.tail().log(), old.tail().last(), old.number(), Instant.now()),
                        files.numbered(old.number()));
                file.place();
            } else {
                begin(files, key, file);
            }
            return LogStart.examine(files, key.publicKey().id()).orElseThrow();
        } catch (BadTailException e) {
            throw new AuditException.Broken(
                    "the audit log "
                            + files.log()
                            + " "
                            + e.problem()
                            + ". Nothing is signed before \"signet-accountd audit repair "
                            + arguments(config)
                            + "\" was run, which keeps what it takes out; \"signet-accountd audit"
                            + " verify "
                            + arguments(config)
                            + "\" looks at the whole log",
                    e);
        }
    }

    private static String arguments(AuditConfig config) {
        return AuditConfig.of(config.file()).equals(config)
                ? config.file().toString()
                : config.file() + " --key " + config.checkpointKey();
    }

    private static void begin(LogFiles files, CheckpointKey key, NewFile file) throws IOException {
        String id = NewFile.newId();
        Batch genesis = file.genesis(id, Instant.now());
        file.prepare(genesis, files.log());
        file.place();
        Head.sign(key, id, genesis.last(), Instant.now()).write(files.head(), true);
    }

    @Override
    public void append(AuditEntry entry) throws AuditException {
        commit.append(EntryText.of(entry));
    }

    @Override
    public void close() {
        commit.close();
        try {
            lock.close();
        } catch (IOException e) {
            // The kernel drops the lock with the process at the latest.
        }
    }
}
