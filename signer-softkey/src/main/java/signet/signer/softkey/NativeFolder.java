package signet.signer.softkey;

import signet.files.FileState;
import signet.files.Folder;
import signet.files.Trust;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A new folder for code that is to be loaded, below the one for temporary files. Nobody but root
 * and the user of this process can change what is in it, nor what its path stands for. Not
 * thread-safe.
 */
final class NativeFolder implements AutoCloseable {

    private static final Trust TRUST = Trust.ours("have this process run code of theirs");
    private static final String PREFIX = "signet-native-";
    private static final int OWNER_ONLY = 0700;
    private static final int RANDOM_BYTES = 8;

    /** Loading takes seconds at most; who was killed meanwhile could not clean up. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final Folder outer;
    private final String name;

    private NativeFolder(Folder outer, String name) {
        this.outer = outer;
        this.name = name;
    }

    /**
     * Makes one.
     *
     * @throws IOException where it can't be made, or others could exchange it
     */
    static NativeFolder make(Path temporary) throws IOException {
        Folder outer = Folder.open(temporary, TRUST);
        try {
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            String name = PREFIX + HexFormat.of().formatHex(random);
            outer.makeFolder(name, OWNER_ONLY);
            return new NativeFolder(outer, name);
        } catch (IOException | RuntimeException e) {
            outer.close();
            throw e;
        }
    }

    Path path() {
        return outer.path().resolve(name);
    }

    /** Removes what processes of ours that were killed have left beside it. */
    void removeAbandoned() {
        Instant limit = Instant.now().minus(ABANDONED);
        try {
            for (Path other : outer.names()) {
                if (other.toString().startsWith(PREFIX) && isAbandoned(other.toString(), limit)) {
                    remove(outer, other.toString());
                }
            }
        } catch (IOException e) {
            // Another process may be cleaning up too.
        }
    }

    private boolean isAbandoned(String other, Instant limit) throws IOException {
        return outer.look(other)
                .filter(FileState::isFolder)
                .filter(FileState::isOurs)
                .filter(state -> state.modified().isBefore(limit))
                .isPresent();
    }

    private static void remove(Folder in, String name) throws IOException {
        try (Folder folder = in.folder(name)) {
            for (Path found : folder.names()) {
                String each = found.toString();
                if (folder.look(each).filter(FileState::isFolder).isPresent()) {
                    remove(folder, each);
                } else {
                    folder.removeIfThere(each);
                }
            }
        }
        in.removeFolder(name);
    }

    @Override
    public void close() {
        try (outer) {
            remove(outer, name);
        } catch (IOException e) {
            // What stays is in a folder of its own, and removed by a later process.
        }
    }
}
