package signet.master.challenge;

import signet.files.FileState;
import signet.files.Folder;
import signet.files.OpenFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Keeps two runs out of one challenge-directory. The file has the name and the content of lacme's,
 * so that lacme stays out as well; but what counts is the kernel's lock on it, so that a file that
 * a killed run has left is in nobody's way.
 */
final class DirectoryLock implements AutoCloseable {

    /** The lock file's name. */
    static final String NAME = ".lacme.lock";

    private static final int TRIES = 3;
    private static final int MAX_CONTENT = 32;
    private static final int PRIVATE = 0600;

    private final Folder directory;
    private final FileChannel channel;
    private final boolean leftBehind;

    private DirectoryLock(Folder directory, FileChannel channel, boolean leftBehind) {
        this.directory = directory;
        this.channel = channel;
        this.leftBehind = leftBehind;
    }

    /**
     * Locks a directory.
     *
     * @param shown its path, for messages
     * @throws IOException where another run holds the lock
     */
    static DirectoryLock acquire(Folder directory, Path shown) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try {
                return create(directory, shown);
            } catch (FileAlreadyExistsException _) {
                try {
                    return takeOver(directory, shown);
                } catch (NoSuchFileException _) {
                    // The other run has just ended.
                }
            }
        }
        throw inUse(shown);
    }

    /** Says whether the lock file is of a run that was killed. */
    boolean leftBehind() {
        return leftBehind;
    }

    private static DirectoryLock create(Folder directory, Path shown) throws IOException {
        FileChannel channel = channel(directory.create(NAME, PRIVATE));
        try {
            lock(channel, shown);
            String content = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)));
            return new DirectoryLock(directory, channel, false);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Only a file of our own user is used: the client's user could have put a trap there. */
    private static DirectoryLock takeOver(Folder directory, Path shown) throws IOException {
        FileState found = look(directory);
        if (!found.isFile() || !found.isOurs()) {
            throw new IOException(
                    shown.resolve(NAME)
                            + " is no lock file of ours: somebody else put it there; remove it");
        }
        FileChannel channel = channel(directory.update(NAME));
        try {
            lock(channel, shown);
            if (!found.identity().equals(look(directory).identity())) {
                throw new NoSuchFileException(NAME);
            }
            refuseLacme(channel, shown);
            return new DirectoryLock(directory, channel, true);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static FileState look(Folder directory) throws IOException {
        return directory.look(NAME).orElseThrow(() -> new NoSuchFileException(NAME));
    }

    /** The file is closed before it is locked: the kernel would drop the lock with it. */
    private static FileChannel channel(OpenFile file) throws IOException {
        try (file) {
            return file.channel(StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
    }

    private static void lock(FileChannel channel, Path shown) throws IOException {
        try {
            if (channel.tryLock() == null) {
                throw inUse(shown);
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(shown);
        }
    }

    /** A lacme holds no lock of the kernel's; it writes its process id, and deletes the file. */
    private static void refuseLacme(FileChannel channel, Path shown) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(MAX_CONTENT);
        channel.read(content, 0);
        String text =
                new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII)
                        .strip();
        boolean runs =
                text.matches("[0-9]{1,9}")
                        && ProcessHandle.of(Long.parseLong(text))
                                .flatMap(process -> process.info().arguments())
                                .filter(
                                        words ->
                                                Arrays.stream(words)
                                                        .anyMatch(word -> word.endsWith("/lacme")))
                                .isPresent();
        if (runs) {
            throw inUse(shown);
        }
    }

    private static IOException inUse(Path shown) {
        return new IOException(
                "challenge-directory "
                        + shown
                        + " is in use by another run; wait until it has ended and try again");
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            // Before it is unlocked: whoever waits for it then sees that it is gone.
            directory.remove(NAME);
        }
    }
}
