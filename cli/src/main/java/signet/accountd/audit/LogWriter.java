package signet.accountd.audit;

import org.jspecify.annotations.Nullable;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.Checkpoint;
import signet.accountd.audit.chain.CheckpointKey;
import signet.accountd.audit.chain.Head;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.audit.chain.Position;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The open log. Used by one thread, the log's own. */
final class LogWriter implements AutoCloseable {

    private final LogFolder folder;
    private final LogFiles files;
    private final CheckpointKey key;
    private final String log;
    private final long rotateAfter;
    private final Cadence cadence;
    private final AuditEvents events;
    private final LogDisk disk;

    private Storage storage;
    private long size;
    private boolean firstLineOnly;
    private int number;
    private Position last;
    private int unsigned;
    private long unsignedSince;
    private Position head;
    private long headTime;
    private @Nullable AuditException broken;

    /** Behind the size there may be what could neither be written nor be taken away. */
    private boolean torn;

    /** Makes one from a log that is as it should be, and has a file to write to. */
    LogWriter(
            LogFolder folder,
            CheckpointKey key,
            LogStart start,
            long rotateAfter,
            Cadence cadence,
            AuditEvents events,
            LogDisk disk)
            throws IOException {
        this.folder = folder;
        this.files = folder.files();
        this.key = key;
        this.log = start.tail().log();
        this.rotateAfter = rotateAfter;
        this.cadence = cadence;
        this.events = events;
        this.disk = disk;
        this.size = start.tail().size();
        this.number = start.number();
        this.last = start.tail().last();
        this.head = start.head();
        // Not at once: the first signature of a process takes 50 ms, and a request may wait.
        this.headTime = System.nanoTime() + cadence.head().toNanos();
        this.storage = disk.open(folder);
    }

    /** Adds lines, given by their members, and returns when all of them are on the disk. */
    void commit(List<String> bodies) throws AuditException {
        AuditException before = broken;
        if (before != null) {
            throw before;
        }
        Batch batch = batch(bodies);
        if (size + batch.length() > rotateAfter && !firstLineOnly) {
            rotate();
            batch = batch(bodies);
        }
        boolean due = unsigned + batch.lines() >= cadence.lines();
        if (due) {
            addCheckpoint(batch);
        }
        write(batch);
        if (due) {
            signed();
        } else {
            unsignedSince = unsigned == 0 ? System.nanoTime() : unsignedSince;
            unsigned += batch.lines();
        }
    }

    private Batch batch(List<String> bodies) {
        Batch batch = new Batch(last);
        bodies.forEach(batch::add);
        return batch;
    }

    private void addCheckpoint(Batch batch) {
        batch.add(ChainLine.text(Checkpoint.body(key, log, batch.last(), Instant.now())));
    }

    private void signed() {
        unsigned = 0;
        events.checkpoint(last);
    }

    private void write(Batch batch) throws AuditException {
        try {
            storage.write(batch.bytes(), size);
        } catch (IOException e) {
            takeBack(e);
            throw new AuditException.NotWritten(
                    "can't write the audit log "
                            + files.log()
                            + " ("
                            + e.getMessage()
                            + "), and signs nothing unlogged; make room on its file system, then"
                            + " the next request is signed",
                    e);
        }
        try {
            storage.force();
        } catch (IOException e) {
            // What the kernel could not write it may have dropped: a second try would lie. Nor may
            // the next start take the lines, which it can read, for such that are on the disk.
            torn = true;
            try {
                mend();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw breaks("can't be brought to the disk (" + e.getMessage() + ")", e);
        }
        size += batch.length();
        last = batch.last();
        firstLineOnly = false;
    }

    private void takeBack(IOException cause) throws AuditException {
        torn = true;
        try {
            mend();
        } catch (IOException e) {
            e.addSuppressed(cause);
            throw breaks("has half a line that can't be taken away (" + e.getMessage() + ")", e);
        }
    }

    /** Takes away what a step that failed may have left; does nothing where that is done. */
    private void mend() throws IOException {
        if (torn) {
            storage.truncate(size);
            torn = false;
        }
    }

    private AuditException breaks(String what, Throwable cause) {
        AuditException failure =
                new AuditException.Broken(
                        "the audit log "
                                + files.log()
                                + " "
                                + what
                                + ": nothing more is signed; look at the disk, run"
                                + " \"signet-accountd audit verify\", and start signet-accountd"
                                + " again",
                        cause);
        broken = failure;
        return failure;
    }

    /** Gives the file its number, and goes on in a new one. */
    private void rotate() throws AuditException {
        checkpoint();
        Batch first = new NewFile(folder, key).rotated(log, last, number, Instant.now());
        try {
            new NewFile(folder, key).prepare(first, files.log());
        } catch (IOException e) {
            throw new AuditException.NotWritten(
                    "can't make the next file of the audit log "
                            + files.log()
                            + " ("
                            + e.getMessage()
                            + "), and signs nothing unlogged; make room on its file system, then"
                            + " the next request is signed",
                    e);
        }
        try {
            storage.close();
            folder.move(files.log(), files.numbered(number));
            new NewFile(folder, key).place();
            storage = disk.open(folder);
            disk.sync(folder);
        } catch (IOException e) {
            throw breaks("can't be rotated (" + e + ")", e);
        }
        number++;
        size = first.length();
        last = first.last();
        firstLineOnly = true;
    }

    /** Signs a checkpoint where there is something to sign. */
    void checkpoint() throws AuditException {
        if (unsigned > 0 && broken == null) {
            Batch batch = new Batch(last);
            addCheckpoint(batch);
            write(batch);
            signed();
        }
    }

    /** Does what is due, and returns how long nothing else will be. */
    Duration housekeeping() {
        long now = System.nanoTime();
        long untilCheckpoint = unsignedSince + cadence.age().toNanos() - now;
        if (unsigned > 0 && untilCheckpoint <= 0) {
            try {
                checkpoint();
            } catch (AuditException e) {
                events.warning(String.valueOf(e.getMessage()));
                unsignedSince = now;
            }
            untilCheckpoint = cadence.age().toNanos();
        }
        long untilHead = head.equals(last) ? Long.MAX_VALUE : headTime - now;
        if (untilHead <= 0) {
            writeHead(false);
            untilHead = Long.MAX_VALUE;
        }
        return Duration.ofNanos(Math.min(untilHead, unsigned > 0 ? untilCheckpoint : untilHead));
    }

    /** A head that is behind is no reason to sign nothing. */
    private void writeHead(boolean durable) {
        try {
            folder.write(Head.sign(key, log, last, Instant.now()), durable);
        } catch (IOException e) {
            events.warning("can't write the head file of the audit log " + files.head() + ": " + e);
        }
        head = last;
        headTime = System.nanoTime() + cadence.head().toNanos();
    }

    /** Refuses all that comes after a failure of our own. */
    AuditException abandon(Throwable cause) {
        return breaks("met an error of the program (" + cause + ")", cause);
    }

    @Override
    public void close() {
        try (Storage _ = storage) {
            // A torn line, which the next start would refuse.
            mend();
            checkpoint();
            if (broken == null && !head.equals(last)) {
                writeHead(true);
            }
        } catch (IOException e) {
            events.warning("can't finish the audit log " + files.log() + ": " + e.getMessage());
        }
    }
}
