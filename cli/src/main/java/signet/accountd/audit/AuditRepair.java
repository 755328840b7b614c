package signet.accountd.audit;

import signet.accountd.audit.Tail.BadTailException;
import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.CheckpointKey;
import signet.accountd.audit.chain.Head;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.audit.chain.Position;
import signet.config.AuditConfig;
import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the end of a log back to where it can be written to. What it takes out is kept in other
 * files, and a line in the log tells of it.
 */
public final class AuditRepair {

    /** What can have been under way when the power went: a write is never longer. */
    private static final long MAX_TORN = 2L * GroupCommit.MAX_BYTES;

    private final LogFolder folder;
    private final LogFiles files;
    private final CheckpointKey key;
    private final LogDisk disk;

    private AuditRepair(LogFolder folder, CheckpointKey key, LogDisk disk) {
        this.folder = folder;
        this.files = folder.files();
        this.key = key;
        this.disk = disk;
    }

    /**
     * What was done.
     *
     * @param reason why it was needed; printable
     * @param kept the files in which the bytes are that were taken out
     * @param marker the line in the log that tells of it
     */
    public record Result(String reason, List<Path> kept, Position marker) {

        /** Copies the list. */
        public Result {
            kept = List.copyOf(kept);
        }
    }

    /**
     * Repairs a log.
     *
     * @return empty where its end is in order, and nothing was changed
     * @throws IOException where it can't be repaired; the message says what to do
     */
    public static Optional<Result> run(AuditConfig config) throws IOException {
        return run(config, FileStorage::open);
    }

    static Optional<Result> run(AuditConfig config, LogDisk disk) throws IOException {
        try (LogFolder folder = LogFolder.open(new LogFiles(config.file()))) {
            CheckpointKey key = CheckpointKey.load(config.checkpointKey());
            return new AuditRepair(folder, key, disk).run();
        }
    }

    private Optional<Result> run() throws IOException {
        try {
            if (LogStart.examine(folder, key.publicKey().id()).isEmpty()) {
                throw new IOException("there is no audit log " + files.log());
            }
            return Optional.empty();
        } catch (BadTailException e) {
            return Optional.of(repair(e.problem()));
        }
    }

    private Result repair(String reason) throws IOException {
        if (!folder.has(files.log())) {
            throw beyond(reason);
        }
        Optional<Head> head = head();
        GoodPart good = GoodPart.of(folder, head.map(known -> known.position().seq()).orElse(-1L));
        long bad = folder.size(files.log()) - good.size();
        if (good.last().isEmpty() || bad > MAX_TORN) {
            throw beyond(reason);
        }
        String log = id(reason);
        List<Path> kept = new ArrayList<>();
        JsonObject.Builder marker =
                ChainLine.body(LineType.REPAIRED, Instant.now()).put("reason", reason);
        if (bad > 0) {
            KeptBytes bytes = KeptBytes.copy(folder, files.log(), good.size());
            kept.add(bytes.file());
            marker.put("kept", String.valueOf(bytes.file().getFileName()))
                    .put("bytes", bytes.bytes())
                    .put("sha256", bytes.sha256());
        }
        if (folder.has(files.head())) {
            kept.add(KeptBytes.copy(folder, files.head(), 0).file());
        }
        lost(head, good, log).ifPresent(position -> marker.put("vouched", position.toString()));
        disk.sync(folder);
        Position last = mark(good, ChainLine.text(marker.build()));
        folder.write(Head.sign(key, log, last, Instant.now()), true);
        disk.sync(folder);
        return new Result(reason, kept, last);
    }

    private String id(String reason) throws IOException {
        try {
            Tail tail = Tail.ofFirstLine(folder);
            if (tail.key().equals(key.publicKey().id())) {
                return tail.log();
            }
            throw beyond(reason);
        } catch (BadTailException e) {
            throw beyond(reason);
        }
    }

    private Optional<Head> head() throws IOException {
        try {
            return folder.head();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** Returns what the head file vouches for and the log does not have. */
    private Optional<Position> lost(Optional<Head> head, GoodPart good, String log) {
        return head.filter(known -> known.attestation().log().equals(log))
                .filter(known -> known.key().equals(key.publicKey().id()))
                .filter(known -> key.publicKey().verifies(known.attestation(), known.signature()))
                .map(Head::position)
                .filter(
                        position ->
                                position.seq() > good.last().orElseThrow().seq()
                                        || good.wanted()
                                                .map(there -> !there.equals(position))
                                                .orElse(false));
    }

    private Position mark(GoodPart good, String marker) throws IOException {
        Batch batch = new Batch(good.last().orElseThrow());
        batch.add(marker);
        try (Storage storage = disk.open(folder)) {
            // In this order: what is bad is not gone before the line is there that tells of it.
            storage.write(batch.bytes(), good.size());
            storage.truncate(good.size() + batch.length());
            storage.force();
        }
        return batch.last();
    }

    private IOException beyond(String reason) {
        return new IOException(
                "the audit log "
                        + files.log()
                        + " "
                        + reason
                        + ", and that is no trace of a power cut, which a repair could remove."
                        + " \"signet-accountd audit verify\" says where it is broken. Restore it"
                        + " from a copy; or keep it as it is: move "
                        + files.log()
                        + "* to another folder, except for the key, and start signet-accountd,"
                        + " which begins a new log");
    }
}
