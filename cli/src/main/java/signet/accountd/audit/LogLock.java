package signet.accountd.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Keeps a log to one process. It is on a file of its own, as the log's file gets another name at
 * each rotation. The kernel drops it with the process; the file stays, because deleting it would
 * let two processes lock two files of the same name.
 */
final class LogLock implements Closeable {

    private final FileChannel channel;

    private LogLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks.
     *
     * @param log the log, for the message
     * @throws AuditException.InUse where another process has it
     */
    static LogLock acquire(Path file, Path log) throws IOException {
        FileChannel channel = open(file, log);
        if (!lock(channel)) {
            channel.close();
            throw new AuditException.InUse(
                    "the audit log "
                            + log
                            + " is in use by another process ("
                            + holder(file)
                            + "); one signet-accountd writes to a log, others can pass requests on"
                            + " to it: --privkey=unix:PATH");
        }
        note(channel);
        return new LogLock(channel);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void note(FileChannel channel) {
        try {
            channel.truncate(0);
            String pid = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            // A full disk: the number is for a message only, and the lock is held.
        }
    }

    private static FileChannel open(Path file, Path log) throws IOException {
        try {
            return FileChannel.open(
                    file,
                    Set.of(
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
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

    private static String holder(Path file) {
        try {
            String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return pid.isEmpty() ? file + " is locked" : "process " + pid;
        } catch (IOException e) {
            return file + " is locked";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
