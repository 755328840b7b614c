package signet.accountd.audit;

import signet.accountd.audit.Tail.BadTailException;
import signet.accountd.audit.chain.CheckpointKey;
import signet.accountd.audit.chain.Head;
import signet.accountd.audit.chain.LogFiles;
import signet.config.AuditConfig;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.Optional;

/**
 * The audit log of a signing station: opens it, and records entries. Those that come at the same
 * time share one write and one fsync.
 */
public final class AuditLog implements Audit {

    private final LogFolder folder;
    private final GroupCommit commit;

    private AuditLog(LogFolder folder, GroupCommit commit) {
        this.folder = folder;
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
            AuditConfig config, long rotateAfter, Cadence cadence, AuditEvents events, LogDisk disk)
            throws IOException {
        LogFiles files = new LogFiles(config.file());
        LogFolder folder = LogFolder.open(files);
        try {
            CheckpointKey key = key(config, folder);
            LogStart start = start(config, folder, key);
            // Here, or by a process that was killed, files may just have got their names.
            disk.sync(folder);
            LogWriter writer =
                    new LogWriter(folder, key, start, rotateAfter, cadence, events, disk);
            return new AuditLog(folder, new GroupCommit(writer));
        } catch (FileSystemException e) {
            folder.close();
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
            folder.close();
            throw e;
        }
    }

    private static CheckpointKey key(AuditConfig config, LogFolder folder) throws IOException {
        Optional<CheckpointKey> found = CheckpointKey.loadIfThere(config.checkpointKey());
        if (found.isPresent()) {
            return found.get();
        }
        if (folder.size(folder.files().log()) > 0) {
            throw new IOException(
                    "the checkpoint key "
                            + config.checkpointKey()
                            + " of the audit log "
                            + folder.files().log()
                            + " is gone; put it back, or move the log away to begin a new one");
        }
        return CheckpointKey.create(config.checkpointKey());
    }

    private static LogStart start(AuditConfig config, LogFolder folder, CheckpointKey key)
            throws IOException {
        LogFiles files = folder.files();
        try {
            Optional<LogStart> found = LogStart.examine(folder, key.publicKey().id());
            if (found.isPresent() && found.get().current()) {
                return found.get();
            }
            NewFile file = new NewFile(folder, key);
            if (found.isPresent()) {
                LogStart old = found.get();
                file.prepare(
                        file.rotated(
                                old.tail().log(), old.tail().last(), old.number(), Instant.now()),
                        files.numbered(old.number()));
                file.place();
            } else {
                begin(folder, key, file);
            }
            return LogStart.examine(folder, key.publicKey().id()).orElseThrow();
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

    private static void begin(LogFolder folder, CheckpointKey key, NewFile file)
            throws IOException {
        String id = NewFile.newId();
        Batch genesis = file.genesis(id, Instant.now());
        file.prepare(genesis, folder.files().log());
        file.place();
        folder.write(Head.sign(key, id, genesis.last(), Instant.now()), true);
    }

    @Override
    public void append(AuditEntry entry) throws AuditException {
        commit.append(EntryText.of(entry));
    }

    @Override
    public void close() {
        commit.close();
        folder.close();
    }
}
