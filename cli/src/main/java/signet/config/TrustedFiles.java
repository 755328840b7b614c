package signet.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Makes sure that nobody else could have written what root reads as its configuration: who writes
 * {@code notify} or {@code command} there is root. Others run what they like as themselves.
 *
 * @param root whether this process is root
 */
record TrustedFiles(boolean root) {

    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;

    static TrustedFiles of(Specifiers specifiers) {
        return new TrustedFiles(specifiers.identity().uid() == 0);
    }

    /**
     * Checks a file and the directory that it is in. One that is missing is told by who reads it.
     *
     * @throws ConfigException where another user owns one, or can write it
     */
    void check(Path file) throws ConfigException, IOException {
        if (!root || Files.notExists(file)) {
            return;
        }
        refuseForeign(file);
        refuseWritable(file, mode(file));
        for (Path directory : directories(file.toAbsolutePath())) {
            checkDirectory(directory);
        }
    }

    /** Checks a directory, from which all that fits is read. */
    void checkDirectory(Path directory) throws ConfigException, IOException {
        if (!root) {
            return;
        }
        refuseForeign(directory);
        int mode = mode(directory);
        // Where the sticky bit is set, others can't replace what is not theirs.
        if ((mode & STICKY) == 0) {
            refuseWritable(directory, mode);
        }
    }

    /** A link can be replaced where it is, and what it points to where that is. */
    private static Set<Path> directories(Path file) throws IOException {
        Set<Path> directories = new LinkedHashSet<>();
        directories.add(directory(file));
        try {
            directories.add(directory(file.toRealPath()));
        } catch (NoSuchFileException _) {
            // A pipe of the shell that started us has no name.
        }
        return directories;
    }

    private static Path directory(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static void refuseForeign(Path path) throws ConfigException, IOException {
        if (!Files.getAttribute(path, "unix:uid").equals(0)) {
            throw new ConfigException(
                    path
                            + ": belongs to user "
                            + Files.getOwner(path).getName()
                            + ", who could have root run any command by it; mend it with: chown"
                            + " root "
                            + path);
        }
    }

    private static void refuseWritable(Path path, int mode) throws ConfigException {
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            throw new ConfigException(
                    path
                            + ": its group or others can write to it, and so have root run any"
                            + " command; mend it with: chmod go-w "
                            + path);
        }
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode");
    }
}
