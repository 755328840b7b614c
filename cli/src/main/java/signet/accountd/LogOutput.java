package signet.accountd;

import signet.files.Folder;
import signet.files.OpenFile;
import signet.files.Reason;
import signet.files.SystemFile;
import signet.files.Trust;
import signet.limits.LineQueue;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Where log lines go. Thread-safe; lines do not mix. */
final class LogOutput implements Closeable {

    /** Some hundreds of the longest lines. */
    private static final int MOST_WAITING = 2 * 1024 * 1024;

    /** At the end of the process. */
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(2);

    private final WritableByteChannel out;
    private final boolean timestamps;
    private final LineQueue lines;

    private LogOutput(WritableByteChannel out, boolean timestamps) {
        this.out = out;
        this.timestamps = timestamps;
        this.lines =
                new LineQueue(
                        out,
                        MOST_WAITING,
                        lost -> bytes(lost + " lines could not be written in time, and are lost"));
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
        if (SystemFile.is(file)) {
            // What whoever started us has opened, or nothing at all.
            return SystemFile.append(file);
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

    /**
     * Writes a line, which must be printable already. Neither a full disk nor an output that is
     * read slowly stops the signer.
     */
    void write(String line) {
        lines.write(bytes(line));
    }

    private byte[] bytes(String line) {
        String time = timestamps ? Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " : "";
        return (time + line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Waits a while for what is not written yet. */
    void flush() {
        lines.flush(LONGEST_FLUSH);
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }
}
