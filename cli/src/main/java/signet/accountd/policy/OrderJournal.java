package signet.accountd.policy;

import signet.accountd.lock.LockFile;
import signet.jose.JsonException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keeps the orders of the last days in a file, one JSON line each, so that budgets survive a
 * restart. A line that is added is on the disk before its order is signed. Not thread-safe.
 */
final class OrderJournal implements AutoCloseable {

    private static final String NAME = "orders";

    private final Path file;
    private final LockFile lock;
    private FileChannel channel;

    private OrderJournal(Path file, LockFile lock, FileChannel channel) {
        this.file = file;
        this.lock = lock;
        this.channel = channel;
    }

    /**
     * Opens the journal of a directory, and makes both where they are missing.
     *
     * @throws StateException where another process has it
     */
    static OrderJournal open(Path directory) throws IOException {
        Files.createDirectories(directory, permissions("rwx------"));
        Path lockFile = directory.resolve(NAME + ".lock");
        LockFile lock =
                LockFile.tryLock(lockFile)
                        .orElseThrow(
                                () ->
                                        new StateException(
                                                directory
                                                        + " is in use by another signet-accountd ("
                                                        + LockFile.holder(lockFile)
                                                        + "); give each one a \"state\" directory"
                                                        + " of its own, or let them share one by"
                                                        + " privkey = unix:SOCKET"));
        try {
            Path file = directory.resolve(NAME);
            return new OrderJournal(file, lock, channel(file));
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                permissions("rw-------"));
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    /**
     * Reads what is there, and drops what is older than a moment.
     *
     * @throws StateException where it is damaged; nothing is changed then
     */
    List<OrderRecord> read(Instant oldest) throws StateException, IOException {
        List<String> lines = lines();
        List<OrderRecord> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                OrderRecord record = OrderRecord.decode(lines.get(i));
                if (!record.time().isBefore(oldest)) {
                    kept.add(record);
                }
            } catch (JsonException e) {
                throw new StateException(
                        file
                                + ":"
                                + (i + 1)
                                + ": damaged ("
                                + e.getMessage()
                                + "); \"signet-accountd policy repair\" sets the bad lines aside");
            }
        }
        if (kept.size() < lines.size()) {
            rewrite(kept);
        }
        channel.position(channel.size());
        return kept;
    }

    private List<String> lines() throws StateException, IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new StateException(
                    file
                            + ": the last line is torn, as after a power failure;"
                            + " \"signet-accountd policy repair\" sets it aside");
        }
        return text.lines().toList();
    }

    private void rewrite(List<OrderRecord> records) throws IOException {
        Path fresh = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(fresh);
        FileChannel replacement = channel(fresh);
        try {
            StringBuilder text = new StringBuilder();
            records.forEach(record -> text.append(record.encode()).append('\n'));
            write(replacement, text.toString());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            replacement.close();
            throw e;
        }
        channel.close();
        channel = replacement;
    }

    /** Adds an order; returns when it is on the disk. */
    void add(OrderRecord record) throws IOException {
        long end = channel.size();
        try {
            channel.position(end);
            write(channel, record.encode() + "\n");
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(text);
        while (bytes.hasRemaining()) {
            int _ = channel.write(bytes);
        }
        channel.force(false);
    }

    /**
     * Moves the lines that can't be read to a file beside it.
     *
     * @return how many there were
     */
    int repair() throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<OrderRecord> good = new ArrayList<>();
        StringBuilder bad = new StringBuilder();
        int count = 0;
        for (String line : text.lines().toList()) {
            try {
                good.add(OrderRecord.decode(line));
            } catch (JsonException e) {
                bad.append(line).append('\n');
                count++;
            }
        }
        if (count > 0) {
            try (FileChannel aside = channel(file.resolveSibling(NAME + ".bad"))) {
                aside.position(aside.size());
                write(aside, bad.toString());
            }
            rewrite(good);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            channel.close();
        }
    }
}
