package signet.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Opens files for reading whose way and whose writers are looked at. */
public final class TrustedFile {

    /** What whoever started this process opened for it: a shell writes {@code <(command)} so. */
    private static final Pattern PASSED =
            Pattern.compile("/(dev/(fd/\\d+|stdin)|proc/self/fd/\\d+)");

    private TrustedFile() {}

    /**
     * Opens a regular file. Symbolic links are followed where root or the user of this process made
     * them. A pipe is opened where the path is that of a descriptor which this process was given.
     *
     * @throws UntrustedFileException where somebody who is not trusted could change what the path
     *     stands for, or has written the file
     * @throws java.nio.file.NoSuchFileException where there is none
     * @throws FileSystemException where it is no regular file
     */
    public static OpenFile open(Path path, Trust trust) throws IOException {
        return open(path, trust, trust::checkFile);
    }

    /**
     * Opens a file with a secret, which must be closed to its group and to others as well.
     *
     * @throws UntrustedFileException as for {@link #open}, and where it is not closed to them
     * @throws java.nio.file.NoSuchFileException where there is none
     * @throws FileSystemException where it is no regular file
     */
    public static OpenFile openSecret(Path path, Trust trust) throws IOException {
        return open(path, trust, trust::checkSecret);
    }

    /**
     * Opens a regular file as one of Java's channels, and makes it, with mode 0600, where there is
     * none. A symbolic link in its place is not followed.
     *
     * <p>The channel is the only descriptor of the file that is left: the kernel drops the lock on
     * a file when a process closes any one of several.
     *
     * @param options how, as for {@link FileChannel#open}
     * @throws UntrustedFileException where somebody who is not trusted could change what the path
     *     stands for, or has written the file
     */
    public static FileChannel channel(Path path, Trust trust, OpenOption... options)
            throws IOException {
        try (Folder folder = Folder.holding(path, trust)) {
            return folder.channel(path.getFileName().toString(), options);
        }
    }

    @FunctionalInterface
    private interface Check {
        void check(OpenFile file) throws IOException;
    }

    private static OpenFile open(Path path, Trust trust, Check check) throws IOException {
        if (PASSED.matcher(path.toString()).matches()) {
            return OpenFile.open(Kernel.NO_FOLDER, path.toString(), Kernel.READ, 0, path);
        }
        try (OpenFile found = new Walk(trust).file(path)) {
            if (!found.state().isFile()) {
                throw new FileSystemException(
                        path.toString(),
                        null,
                        found.state().isFolder()
                                ? "is a directory; name a file"
                                : "is not a regular file; name one");
            }
            check.check(found);
            // The descriptor may only look; this opens the very file that it looks at.
            return OpenFile.open(Kernel.NO_FOLDER, found.place().toString(), Kernel.READ, 0, path);
        }
    }
}
