package signet.signer.pkcs11.pin;

import signet.files.Folder;
import signet.files.OpenFile;
import signet.files.Trust;
import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that remembers which PINs were sent to which token and not accepted, by salted slow
 * hashes. Each change is on the disk before the method returns. One process at a time uses it.
 */
public final class PinMemory {

    private static final int MAX_BYTES = 1024 * 1024;
    private static final String NAME = "refused-pins";
    private static final String FRESH = "refused-pins.new";
    private static final Trust TRUST = Trust.ours("have a refused PIN tried again");

    private final Path folder;
    private final Path file;
    private final SlowHash hash;

    /** Makes one for a state folder, which is made where it is missing. */
    public PinMemory(Path folder) {
        this(folder, SlowHash.DEFAULT);
    }

    PinMemory(Path folder, SlowHash hash) {
        this.hash = hash;
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /**
     * Takes the memory for one user at a time; waits for another process that has it.
     *
     * @throws IOException where the folder can't be made or written
     */
    Locked lock() throws IOException {
        Folder opened = Folder.make(folder, TRUST);
        try {
            return new Locked(opened, lock(opened));
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw new IOException("the lock in " + folder + " can't be had: " + e, e);
        }
    }

    /** The file is closed before it is locked: the kernel would drop the lock with it. */
    private static FileChannel lock(Folder folder) throws IOException {
        FileChannel channel;
        try (OpenFile file = folder.openOrCreate("refused-pins.lock", 0600)) {
            channel = file.channel(StandardOpenOption.WRITE);
        }
        try {
            FileLock _ = channel.lock();
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The memory in the hands of one user. */
    final class Locked implements AutoCloseable {
        private final Folder opened;
        private final FileChannel channel;

        private Locked(Folder opened, FileChannel channel) {
            this.opened = opened;
            this.channel = channel;
        }

        MemoryContents read() throws IOException {
            try (OpenFile in = opened.read(NAME)) {
                byte[] bytes = in.read(MAX_BYTES);
                return MemoryContents.of(JsonObject.parse(bytes));
            } catch (NoSuchFileException e) {
                return MemoryContents.empty(hash);
            } catch (JsonException e) {
                throw new IOException(
                        "the memory of refused PINs "
                                + file
                                + " is damaged ("
                                + e.getMessage()
                                + "); once you are sure of the PIN, remove the file",
                        e);
            }
        }

        void write(MemoryContents contents) throws IOException {
            byte[] bytes = (contents.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
            if (bytes.length >= MAX_BYTES) {
                throw new IOException(file + " is full");
            }
            opened.removeIfThere(FRESH);
            try (OpenFile out = opened.create(FRESH, 0600)) {
                out.write(bytes);
                out.sync();
            }
            opened.rename(FRESH, opened, NAME);
            opened.sync();
        }

        @Override
        public void close() throws IOException {
            // The lock goes with the channel.
            try (opened) {
                channel.close();
            }
        }
    }

    /**
     * Forgets all PINs of a token: for the person who has set the token to one of them.
     *
     * @param serial the token's serial
     * @return how many were forgotten
     */
    public int forget(String serial) throws IOException {
        try (Locked locked = lock()) {
            MemoryContents before = locked.read();
            MemoryContents after = before.without(entry -> entry.token().serial().equals(serial));
            locked.write(after);
            return before.entries().size() - after.entries().size();
        }
    }
}
