package signet.master.run;

import signet.files.Reason;
import signet.files.Trust;
import signet.files.TrustedFile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds off other runs. The kernel keeps the lock and drops it with the process, so that no crash
 * leaves it locked; the empty file stays, because deleting it would let two runs lock two files of
 * the same name.
 */
public final class RunLock implements AutoCloseable {

    private static final Trust TRUST = Trust.ours("keep every run from starting");

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks.
     *
     * @throws IOException where another run holds the lock, or the file can't be made
     */
    public static RunLock acquire(Path file) throws IOException {
        FileChannel channel;
        try {
            // Nobody else may open it, who could otherwise keep us from ever running.
            channel = TrustedFile.channel(file, TRUST, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "can't open the lock file "
                            + file
                            + " ("
                            + Reason.of(e)
                            + "); set \"lock\" in the default section of the configuration to a"
                            + " file that we may write",
                    e);
        }
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IOException(
                    "another run of signet is under way (it holds "
                            + file
                            + "); wait until it has ended and try again");
        }
        return new RunLock(channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The kernel drops the lock with the process at the latest.
        }
    }
}
