package signet.accountd.lock;

import signet.files.Folder;
import signet.files.OpenFile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock that one process has. The kernel drops it with the process; the file stays, because
 * deleting it would let two processes lock two files of the same name.
 */
public final class LockFile implements Closeable {

    private static final int MOST_DIGITS = 32;

    private final FileChannel channel;

    private LockFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks.
     *
     * @param folder where the file is
     * @param name the file; it is made where it is missing
     * @return the lock; empty where another process has it, or this one already
     * @throws IOException where the file can't be made or opened
     */
    public static Optional<LockFile> tryLock(Folder folder, String name) throws IOException {
        FileChannel channel = folder.channel(name, StandardOpenOption.WRITE);
        if (!lock(channel)) {
            channel.close();
            return Optional.empty();
        }
        note(channel);
        return Optional.of(new LockFile(channel));
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void note(FileChannel channel) {
        try {
            channel.truncate(0);
            String pid = ProcessHandle.current().pid() + "\n";
            int _ = channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            // A full disk: the number is for a message only, and the lock is held.
        }
    }

    /** Says in a few words who has a lock. */
    public static String holder(Folder folder, String name) {
        String unknown = folder.path().resolve(name) + " is locked";
        try (OpenFile file = folder.read(name)) {
            String pid = new String(file.read(MOST_DIGITS), StandardCharsets.US_ASCII).strip();
            return pid.isEmpty() ? unknown : "process " + pid;
        } catch (IOException e) {
            return unknown;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
