package signet.accountd.audit;

import java.io.IOException;

/** What the log has a file system do once it is open, any step of which may fail on its own. */
@FunctionalInterface
interface LogDisk {

    /** Opens the file that is written to. */
    Storage open(LogFolder folder) throws IOException;

    /** Returns when the names in the folder are there after a power failure too. */
    default void sync(LogFolder folder) throws IOException {
        folder.sync();
    }
}
