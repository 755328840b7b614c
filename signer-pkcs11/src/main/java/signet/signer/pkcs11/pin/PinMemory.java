package signet.signer.pkcs11.pin;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file that remembers which PINs were sent to which token and not accepted, by salted slow
 * hashes. Each change is on the disk before the method returns. One process at a time uses it.
 */
public final class PinMemory {

    private static final int MAX_BYTES = 1024 * 1024;
    private static final int OTHERS_WRITE = 022;

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
        this.file = folder.resolve("refused-pins");
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
        Files.createDirectories(folder, permissions("rwx------"));
        int mode = (int) Files.getAttribute(folder, "unix:mode");
        if ((mode & OTHERS_WRITE) != 0) {
            throw new IOException(
                    "others can write to " + folder + "; close it: chmod 700 " + folder);
        }
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("refused-pins.lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        permissions("rw-------"));
        try {
            return new Locked(channel, channel.lock());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("the lock in " + folder + " can't be had: " + e, e);
        }
    }

    /** The memory in the hands of one user. */
    final class Locked implements AutoCloseable {
        private final FileChannel channel;
        private final FileLock lock;

        private Locked(FileChannel channel, FileLock lock) {
            this.channel = channel;
            this.lock = lock;
        }

        MemoryContents read() throws IOException {
            try (var in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MAX_BYTES);
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
            Path fresh = folder.resolve("refused-pins.new");
            Files.deleteIfExists(fresh);
            byte[] bytes = (contents.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
            if (bytes.length >= MAX_BYTES) {
                throw new IOException(file + " is full");
            }
            try (FileChannel out =
                    FileChannel.open(
                            fresh,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            permissions("rw-------"))) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder)) {
                directory.force(true);
            }
        }

        @Override
        public void close() throws IOException {
            try (channel) {
                lock.release();
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

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
