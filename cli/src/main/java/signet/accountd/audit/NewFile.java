package signet.accountd.audit;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.CheckpointKey;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.Position;
import signet.files.FileState;
import signet.files.OpenFile;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Makes the files of a log: each has its first line before it gets its name. */
final class NewFile {

    private static final int ID_BYTES = 16;

    /** A set-user-ID bit would mean nothing. */
    private static final int PERMISSIONS = 0777;

    private final LogFolder folder;
    private final CheckpointKey key;

    NewFile(LogFolder folder, CheckpointKey key) {
        this.folder = folder;
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
                                .put(
                                        "before",
                                        folder.files().numbered(number).getFileName().toString())
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
        folder.remove(folder.files().next());
        try (OpenFile file = folder.create(folder.files().next())) {
            file.write(batch.bytes().array());
            Optional<FileState> permissions = folder.look(like);
            if (permissions.isPresent()) {
                file.mode(permissions.get().mode() & PERMISSIONS);
            }
            file.sync();
        } catch (IOException e) {
            folder.discard(folder.files().next(), e);
            throw e;
        }
    }

    /** Gives it the log's name; that is on the disk when the folder is. */
    void place() throws IOException {
        folder.replace(folder.files().next(), folder.files().log());
    }
}
