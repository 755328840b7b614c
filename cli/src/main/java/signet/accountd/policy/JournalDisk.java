package signet.accountd.policy;

import signet.files.Folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * What a journal has a file system do, any step of which may fail on its own. All of it is done in
 * the folder that is open, wherever its path leads by now. Thread-safe.
 */
interface JournalDisk {

    /** The real one. */
    JournalDisk LOCAL = new JournalDisk() {};

    /** Opens a file of the journal to read and write it, and makes it where there is none. */
    default FileChannel open(Folder folder, String name) throws IOException {
        return folder.channel(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Puts a file in the place of another one, all or nothing. */
    default void move(Folder folder, String fresh, String name) throws IOException {
        folder.rename(fresh, folder, name);
    }

    /** Returns when the names in a folder are there after a power failure too. */
    default void force(Folder folder) throws IOException {
        folder.sync();
    }
}
