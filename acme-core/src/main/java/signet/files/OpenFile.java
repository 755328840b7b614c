package signet.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file that is open: what is done here is done to it, whatever has become of its name. Not for
 * several threads at once, but for {@link #close}.
 */
public final class OpenFile implements AutoCloseable {

    private final int number;
    private final Path path;
    private final FileState state;
    private final AtomicBoolean closed = new AtomicBoolean();

    private OpenFile(int number, Path path, FileState state) {
        this.number = number;
        this.path = path;
        this.state = state;
    }

    static OpenFile open(int folder, String name, int flags, int mode, Path shown)
            throws IOException {
        return open(folder, Kernel.bytes(name), flags, mode, shown);
    }

    static OpenFile open(int folder, byte[] name, int flags, int mode, Path shown)
            throws IOException {
        int number = Kernel.open(folder, name, flags, mode, shown);
        try {
            return new OpenFile(number, shown, Statx.of(number, shown));
        } catch (IOException | RuntimeException e) {
            Kernel.close(number);
            throw e;
        }
    }

    /** Returns the path that it was found by, for messages. */
    public Path path() {
        return path;
    }

    /** Returns its state when it was opened. */
    public FileState state() {
        return state;
    }

    /** Returns what it is now. */
    public FileState stateNow() throws IOException {
        return Statx.of(number(), path);
    }

    int number() {
        if (closed.get()) {
            throw new IllegalStateException("The file is closed");
        }
        return number;
    }

    /**
     * Reads from where it was left to the end, or to the limit.
     *
     * @param max how many bytes to read at the most; where that many come back, there may be more
     */
    public byte[] read(int max) throws IOException {
        return Kernel.read(number(), max, path);
    }

    /** Writes all of the content. */
    public void write(byte[] content) throws IOException {
        Kernel.write(number(), content, path);
    }

    /** Waits until what was written is on the disk. */
    public void sync() throws IOException {
        Kernel.sync(number(), path);
    }

    /** The same, where the file system knows how. */
    void syncIfPossible() throws IOException {
        Kernel.syncIfPossible(number(), path);
    }

    /**
     * Gives it away.
     *
     * @param uid the new owner's number, or -1 to keep the owner
     * @param gid the new group's number, or -1 to keep the group
     */
    public void owner(int uid, int gid) throws IOException {
        Kernel.owner(number(), uid, gid, path);
    }

    /** Sets the permission bits, 0 to 07777. */
    public void mode(int mode) throws IOException {
        Kernel.mode(number(), mode, path);
    }

    /**
     * Opens this file, and no other, as one of Java's channels. The channel outlives this.
     *
     * @param options how, as for {@link FileChannel#open}
     */
    public FileChannel channel(OpenOption... options) throws IOException {
        return FileChannel.open(place(), Set.of(options));
    }

    /** Returns a path by which this process reaches the file itself, as long as it is open. */
    public Path place() {
        return Path.of("/proc/self/fd/" + number());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Kernel.close(number);
        }
    }
}
