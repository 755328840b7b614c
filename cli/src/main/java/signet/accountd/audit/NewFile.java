package signet.accountd.audit;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.CheckpointKey;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.audit.chain.Position;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;

/** Makes the files of a log: each has its first line before it gets its name. */
final class NewFile {

    private static final int ID_BYTES = 16;

    private final LogFiles files;
    private final CheckpointKey key;

    NewFile(LogFiles files, CheckpointKey key) {
        this.files = files;
        this.key = key;
    }

    static String newId() {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** Returns the first line of a new log. */
    Batch genesis(String log, Instant now) {
        Batch batch = new Batch(Position.BEFORE_ALL);
        batch.add(
                ChainLine.text(
                        ChainLine.body(LineType.GENESIS, now)
                                .put("log", log)
                                .put("key", key.publicKey().id())
                                .build()));
        return batch;
    }

    /**
     * Returns the first line of the file after another one.
     *
     * @param number the number of the file before
     */
    Batch rotated(String log, Position last, int number, Instant now) {
        Batch batch = new Batch(last);
        batch.add(
                ChainLine.text(
                        ChainLine.body(LineType.ROTATED, now)
                                .put("log", log)
                                .put("key", key.publicKey().id())
                                .put("before", files.numbered(number).getFileName().toString())
                                .put("number", number)
                                .build()));
        return batch;
    }

    /**
     * Writes a new file, which has no name yet that counts. Where that fails, nothing is left.
     *
     * @param like a file whose permissions it gets, so that whoever may read the log still can
     */
    void prepare(Batch batch, Path like) throws IOException {
        Files.deleteIfExists(files.next());
        try (FileChannel channel =
                FileChannel.open(
                        files.next(),
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = batch.bytes();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (LogFiles.exists(like)) {
                Files.setPosixFilePermissions(files.next(), permissions(like));
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(files.next());
            throw e;
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Gives it the log's name. */
    void place() throws IOException {
        Files.move(
                files.next(),
                files.log(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        files.forceFolder();
    }
}
