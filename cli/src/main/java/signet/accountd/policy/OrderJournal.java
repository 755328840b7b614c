package signet.accountd.policy;

import signet.accountd.lock.LockFile;
import signet.files.Folder;
import signet.files.Trust;
import signet.files.TrustedFile;
import signet.jose.JsonException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Optional;

/**
 * Keeps the orders of the last days in a file, one JSON line each, so that budgets survive a
 * restart. A line that is added is on the disk before its order's signature leaves. Never holds
 * more than a line of it. Not thread-safe.
 */
final class OrderJournal implements AutoCloseable {

    private static final String NAME = "orders";

    private static final Trust TRUST = Trust.ours("have orders forgotten");

    /** What may be out of date in the file before it is written anew, besides as much as is not. */
    private static final int SLACK = 64 * 1024;

    private static final int BLOCK = 64 * 1024;

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
        Folder.make(directory, TRUST).close();
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
        return TrustedFile.channel(file, TRUST, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Returns the file. */
    Path file() {
        return file;
    }

    /** Takes what is read, one after the other. */
    @FunctionalInterface
    interface Reader {

        /**
         * Takes an entry.
         *
         * @param length how many bytes it takes in a file of this format
         */
        void take(JournalEntry entry, int length) throws IOException;
    }

    /**
     * Reads what is there, one line at a time.
     *
     * @return whether it is of this format; else it has to be written anew
     * @throws StateException where it is damaged, or of a later format; nothing is changed then
     */
    boolean read(Reader reader) throws IOException {
        RegisteredDomains domains = new RegisteredDomains();
        boolean current = false;
        JournalLines lines = lines();
        int number = 1;
        for (Optional<JournalLines.Line> line = lines.next();
                line.isPresent();
                line = lines.next()) {
            if (number == 1 && JournalHeader.is(line.get().text(), file)) {
                current = true;
            } else {
                JournalEntry entry = entry(line.get(), number, domains);
                // To encode each again would make a start take half as long again.
                int length = line.get().text().length() + 1;
                reader.take(entry, current ? length : RememberedOrders.length(entry));
            }
            number++;
        }
        return current;
    }

    private JournalLines lines() throws IOException {
        return new JournalLines(Channels.newInputStream(channel.position(0)));
    }

    private JournalEntry entry(JournalLines.Line line, int number, RegisteredDomains domains)
            throws StateException {
        if (!line.whole()) {
            throw damaged(number, "longer than " + JournalLines.MOST + " bytes");
        }
        if (!line.ended()) {
            throw damaged(number, "the last line is torn, as after a power failure");
        }
        try {
            return JournalEntry.decode(line.text(), domains);
        } catch (JsonException e) {
            throw damaged(number, String.valueOf(e.getMessage()));
        }
    }

    private StateException damaged(int number, String how) {
        return new StateException(
                file
                        + ":"
                        + number
                        + ": damaged ("
                        + how
                        + "); \"signet-accountd policy repair\" sets the bad lines aside");
    }

    /** Says whether most of the file is out of date, where so many bytes are not. */
    boolean isWasteful(long bytes) throws IOException {
        return channel.size() > 2 * bytes + SLACK;
    }

    /**
     * Replaces all that is there, all or nothing.
     *
     * @param entries in the order in which they were added
     */
    void rewrite(Iterator<? extends JournalEntry> entries) throws IOException {
        Path fresh = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(fresh);
        FileChannel replacement = channel(fresh);
        try {
            StringBuilder text = new StringBuilder(JournalHeader.line()).append('\n');
            while (entries.hasNext()) {
                text.append(entries.next().encode()).append('\n');
                if (text.length() > BLOCK) {
                    write(replacement, text.toString());
                    text.setLength(0);
                }
            }
            write(replacement, text.toString());
            replacement.force(false);
            replace(fresh, file);
        } catch (IOException e) {
            replacement.close();
            throw e;
        }
        channel.close();
        channel = replacement;
    }

    /** Returns once the new one is there after a power failure too: lines are added to it. */
    private static void replace(Path fresh, Path file) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder =
                FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** Adds an entry; returns when it is on the disk. */
    void add(JournalEntry entry) throws IOException {
        long end = channel.size();
        try {
            channel.position(end);
            write(channel, entry.encode() + "\n");
            channel.force(false);
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
    }

    /**
     * Moves the lines that can't be read to a file beside it.
     *
     * @return how many there were
     */
    int repair() throws IOException {
        Path fresh = file.resolveSibling(NAME + ".new");
        Path bad = file.resolveSibling(NAME + ".bad");
        Files.deleteIfExists(fresh);
        int count;
        try (FileChannel good = channel(fresh);
                FileChannel aside = channel(bad)) {
            aside.position(aside.size());
            count = new JournalRepair(file, lines(), good, aside).run();
            good.force(false);
            aside.force(false);
            if (aside.size() == 0) {
                Files.delete(bad);
            }
        }
        if (count == 0) {
            Files.delete(fresh);
        } else {
            replace(fresh, file);
            channel.close();
            channel = channel(file);
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
