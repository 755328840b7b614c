package signet.accountd;

import signet.files.Folder;
import signet.files.OpenFile;
import signet.files.Reason;
import signet.files.Trust;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** Where log lines go. Thread-safe; lines do not mix. */
final class LogOutput implements Closeable {

    private final WritableByteChannel out;
    private final boolean timestamps;
    private final ReentrantLock lock = new ReentrantLock();

    private LogOutput(WritableByteChannel out, boolean timestamps) {
        this.out = out;
        this.timestamps = timestamps;
    }

    static LogOutput stderr() {
        return new LogOutput(Channels.newChannel(new FileOutputStream(FileDescriptor.err)), false);
    }

    /**
     * Appends to a file; a new one is for its owner only, as requests are nobody else's concern.
     */
    static LogOutput file(Path file) throws IOException {
        try {
            return new LogOutput(append(file), true);
        } catch (IOException e) {
            throw new IOException(
                    "can't write the log file "
                            + file
                            + " ("
                            + Reason.of(e)
                            + "): check \"logfile\" in the configuration file",
                    e);
        }
    }

    /** The folder may be anybody's, such as that of all logs, but not the file. */
    private static FileChannel append(Path file) throws IOException {
        if (file.startsWith("/dev")) {
            // What whoever started us has opened, or nothing at all; both are the system's names.
            return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        }
        Path full = file.toAbsolutePath();
        Path name = Objects.requireNonNull(full.getFileName());
        Path above = Objects.requireNonNull(full.getParent());
        try (Folder folder = Folder.openShared(above, Trust.everybodys());
                OpenFile opened = folder.append(name.toString(), 0600)) {
            if (!opened.state().isOurs()) {
                throw new AccessDeniedException(file.toString());
            }
            return opened.channel(StandardOpenOption.APPEND);
        }
    }

    /** Writes a line, which must be printable already. A full disk does not stop the signer. */
    void write(String line) {
        String time = timestamps ? Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " : "";
        ByteBuffer bytes = ByteBuffer.wrap((time + line + "\n").getBytes(StandardCharsets.UTF_8));
        lock.lock();
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            // The other output still tells what happens; there is nowhere else to complain.
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
