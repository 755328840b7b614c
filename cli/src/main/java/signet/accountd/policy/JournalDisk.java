package signet.accountd.policy;

import signet.files.Trust;
import signet.files.TrustedFile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What a journal has a file system do, any step of which may fail on its own. Thread-safe. */
interface JournalDisk {

    /** Opens a file of the journal to read and write it, and makes it where there is none. */
    FileChannel open(Path file) throws IOException;

    /** Puts a file in the place of another one, all or nothing. */
    void move(Path fresh, Path file) throws IOException;

    /** Returns when the names in a folder are there after a power failure too. */
    void force(Path folder) throws IOException;

    /**
     * The real one.
     *
     * @param trust who may have written the files
     */
    record Local(Trust trust) implements JournalDisk {

        @Override
        public FileChannel open(Path file) throws IOException {
            return TrustedFile.channel(
                    file, trust, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }

        @Override
        public void move(Path fresh, Path file) throws IOException {
            Path _ = Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void force(Path folder) throws IOException {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }
}
