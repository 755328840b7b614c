package signet.accountd.policy;

import signet.accountd.lock.LockFile;
import signet.files.Folder;
import signet.files.Trust;
import signet.jose.JsonException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps the orders of the last days in a file, one JSON line each, so that budgets survive a
 * restart. A line that is added is on the disk before its order's signature leaves. Never holds
 * more than a line of it. Where a step fails, no line is added behind what it left until that is
 * mended. Not thread-safe.
 */
final class OrderJournal implements AutoCloseable {

    private static final String NAME = "orders";
    private static final String FRESH = NAME + ".new";
    private static final String BAD = NAME + ".bad";
    private static final String LOCK = NAME + ".lock";

    private static final Trust TRUST = Trust.ours("have orders forgotten");

    /** What may be out of date in the file before it is written anew, besides as much as is not. */
    private static final int SLACK = 64 * 1024;

    private static final int BLOCK = 64 * 1024;

    private final Folder folder;
    private final Path file;
    private final LockFile lock;
    private final JournalDisk disk;
    private FileChannel channel;

    /** Where a line begins that could neither be written nor be taken away. */
    private OptionalLong torn = OptionalLong.empty();

    /**
     * After a power failure the file may be the one that was replaced: by us, or by a process that
     * was killed before it could make sure.
     */
    private boolean unsettled = true;

    /** How long the file was when it could not be written anew; 0 where it could. */
    private long kept;

    private OrderJournal(Folder folder, Path file, LockFile lock, JournalDisk disk)
            throws IOException {
        this.folder = folder;
        this.file = file;
        this.lock = lock;
        this.disk = disk;
        this.channel = disk.open(folder, NAME);
    }

    /**
     * Opens the journal of a directory, and makes both where they are missing.
     *
     * @throws StateException where another process has it
     */
    static OrderJournal open(Path directory) throws IOException {
        return open(directory, JournalDisk.LOCAL);
    }

    /** The same, with a disk of its own. */
    static OrderJournal open(Path directory, JournalDisk disk) throws IOException {
        Folder folder = Folder.make(directory, TRUST);
        try {
            return open(folder, directory, disk);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static OrderJournal open(Folder folder, Path directory, JournalDisk disk)
            throws IOException {
        LockFile lock =
                LockFile.tryLock(folder, LOCK)
                        .orElseThrow(
                                () ->
                                        new StateException(
                                                directory
                                                        + " is in use by another signet-accountd ("
                                                        + LockFile.holder(folder, LOCK)
                                                        + "); give each one a \"state\" directory"
                                                        + " of its own, or let them share one by"
                                                        + " privkey = unix:SOCKET"));
        try {
            return new OrderJournal(folder, directory.resolve(NAME), lock, disk);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
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

    /**
     * Says whether most of the file is out of date, where so many bytes are not, and it is worth a
     * try to write it anew: where that has failed, not for each line again.
     */
    boolean isWasteful(long bytes) throws IOException {
        long size = channel.size();
        return size > 2 * bytes + SLACK && (kept == 0 || size > kept + SLACK);
    }

    /**
     * Replaces all that is there, all or nothing. Where it fails, lines can be added all the same.
     *
     * @param entries in the order in which they were added
     */
    void rewrite(Iterator<? extends JournalEntry> entries) throws IOException {
        kept = channel.size();
        folder.removeIfThere(FRESH);
        FileChannel replacement = disk.open(folder, FRESH);
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
            disk.move(folder, FRESH, NAME);
        } catch (IOException e) {
            try (replacement) {
                // The room that it takes may be what the next line needs.
                folder.removeIfThere(FRESH);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        kept = 0;
        become(replacement);
    }

    /** The file was replaced: from now on the old one is nobody's, whatever fails yet. */
    private void become(FileChannel replacement) throws IOException {
        unsettled = true;
        torn = OptionalLong.empty();
        try (FileChannel _ = channel) {
            channel = replacement;
            settle();
        }
    }

    /** Mends what a step that failed has left. */
    private void settle() throws IOException {
        if (unsettled) {
            disk.force(folder);
            unsettled = false;
        }
        if (torn.isPresent()) {
            FileChannel _ = channel.truncate(torn.getAsLong());
            torn = OptionalLong.empty();
        }
    }

    /**
     * Adds an entry; returns when it is on the disk.
     *
     * @throws IOException where it is not; then nothing was added, or the next call takes it away
     *     before it adds anything
     */
    void add(JournalEntry entry) throws IOException {
        settle();
        long end = channel.size();
        try {
            channel.position(end);
            write(channel, entry.encode() + "\n");
            channel.force(false);
        } catch (IOException e) {
            torn = OptionalLong.of(end);
            try {
                settle();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
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
        folder.removeIfThere(FRESH);
        int count;
        try (FileChannel good = disk.open(folder, FRESH);
                FileChannel aside = disk.open(folder, BAD)) {
            aside.position(aside.size());
            count = new JournalRepair(file, lines(), good, aside).run();
            good.force(false);
            aside.force(false);
            if (aside.size() == 0) {
                folder.remove(BAD);
            }
        }
        if (count == 0) {
            folder.remove(FRESH);
        } else {
            disk.move(folder, FRESH, NAME);
            become(disk.open(folder, NAME));
        }
        return count;
    }

    /** A torn line, which the next start would refuse, is taken away if that is possible now. */
    @Override
    public void close() throws IOException {
        try (folder;
                lock;
                FileChannel _ = channel) {
            settle();
        }
    }
}
