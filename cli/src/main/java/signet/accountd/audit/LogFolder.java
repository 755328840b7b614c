package signet.accountd.audit;

import signet.accountd.audit.chain.Head;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.lock.LockFile;
import signet.files.FileState;
import signet.files.Folder;
import signet.files.OpenFile;
import signet.files.Trust;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a log, open and locked by the one process that writes there. The log's files are
 * opened, made and renamed in this very folder, wherever its path leads meanwhile; links are not
 * followed. Nobody but this process's user and root can be able to write to any of it. Not for
 * several threads at once.
 */
final class LogFolder implements Closeable {

    private static final Trust TRUST = Trust.ours("change the audit log");
    private static final int OWNER_ONLY = 0600;

    private final LogFiles files;
    private final Folder folder;
    private final LockFile lock;

    private LogFolder(LogFiles files, Folder folder, LockFile lock) {
        this.files = files;
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens the folder, and locks the log: by a file of its own, as the log's gets another name at
     * rotations.
     *
     * @throws AuditException.InUse where another process has it
     */
    static LogFolder open(LogFiles files) throws IOException {
        try {
            Folder folder = Folder.open(files.folder(), TRUST);
            try {
                return new LogFolder(files, folder, lock(files, folder));
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (AuditException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "there is no folder "
                            + files.folder()
                            + " for the audit log; make one that belongs to signet-accountd's user",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "can't write the audit log "
                            + files.log()
                            + " ("
                            + e
                            + "); its folder must belong to signet-accountd's user",
                    e);
        }
    }

    private static LockFile lock(LogFiles files, Folder folder) throws IOException {
        String name = name(files.lock());
        return LockFile.tryLock(folder, name)
                .orElseThrow(
                        () ->
                                new AuditException.InUse(
                                        "the audit log "
                                                + files.log()
                                                + " is in use by another process ("
                                                + LockFile.holder(folder, name)
                                                + "); one signet-accountd writes to a log,"
                                                + " others can pass requests on to it:"
                                                + " --privkey=unix:PATH"));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Returns the paths of the log's files, for messages and for the methods here. */
    LogFiles files() {
        return files;
    }

    /** Returns the numbers of the closed files that are there, the oldest first. */
    List<Integer> numbers() throws IOException {
        return files.numbers(folder.names().stream().map(Path::toString).toList());
    }

    /** Says whether there is something of this name, be it a dangling link. */
    boolean has(Path file) throws IOException {
        return look(file).isPresent();
    }

    /** Returns what a name stands for. */
    Optional<FileState> look(Path file) throws IOException {
        return folder.look(name(file));
    }

    /** Returns how long a file is; 0 where there is none. */
    long size(Path file) throws IOException {
        return look(file).map(FileState::size).orElse(0L);
    }

    /** Opens a file to read it. */
    FileChannel read(Path file) throws IOException {
        try (OpenFile opened = folder.read(name(file))) {
            return opened.channel(StandardOpenOption.READ);
        }
    }

    /** Opens a file that is there to write to it. */
    FileChannel write(Path file) throws IOException {
        try (OpenFile opened = folder.update(name(file))) {
            return opened.channel(StandardOpenOption.WRITE);
        }
    }

    /** Makes a new file, for its owner alone. */
    OpenFile create(Path file) throws IOException {
        return folder.create(name(file), OWNER_ONLY);
    }

    /** Returns a name that is free, for what a repair takes out of a file. */
    Path kept(Path of) throws IOException {
        for (int i = 1; ; i++) {
            Path path = of.resolveSibling(of.getFileName() + ".kept-" + i);
            if (!has(path)) {
                return path;
            }
        }
    }

    /** Gives a file another name, which nothing may have: only we give any here. */
    void move(Path file, Path free) throws IOException {
        if (has(free)) {
            throw new FileAlreadyExistsException(free.toString());
        }
        folder.rename(name(file), folder, name(free));
    }

    /** Puts a file in the place of another one, if that is there, in one step. */
    void replace(Path fresh, Path file) throws IOException {
        folder.rename(name(fresh), folder, name(file));
    }

    /** Removes a file, if it is there. */
    void remove(Path file) throws IOException {
        folder.removeIfThere(name(file));
    }

    /** Removes what a failure has left half made; where that fails too, the failure tells it. */
    void discard(Path file, IOException failure) {
        try {
            remove(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Returns once the names in the folder are on the disk. */
    void sync() throws IOException {
        folder.sync();
    }

    /**
     * Reads the head file; empty where there is none.
     *
     * @throws signet.jose.JsonException where it is something else
     */
    Optional<Head> head() throws IOException {
        try (OpenFile file = folder.read(name(files.head()))) {
            return Optional.of(Head.parse(file.read(Head.BYTES + 1)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /**
     * Writes the head file, in place: that needs no room on a full disk. A new one that can't be
     * written is removed: half of one would keep the log from being opened.
     *
     * @param durable whether to return only when it is on the disk
     */
    void write(Head head, boolean durable) throws IOException {
        boolean fresh = !has(files.head());
        try (FileChannel channel = folder.channel(name(files.head()), StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(head.encode());
            while (bytes.hasRemaining()) {
                int _ = channel.write(bytes, bytes.position());
            }
            FileChannel _ = channel.truncate(Head.BYTES);
            if (durable) {
                channel.force(true);
            }
        } catch (IOException e) {
            if (fresh) {
                discard(files.head(), e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try (folder) {
            lock.close();
        } catch (IOException e) {
            // The kernel drops the lock with the process at the latest.
        }
    }
}
