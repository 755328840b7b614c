package signet.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder that is open: the names given here are looked up in it and nowhere else, and symbolic
 * links are not followed. A name is a single one, without a slash. Not for several threads at once.
 */
public final class Folder implements AutoCloseable {

    private final OpenFile opened;
    private final Trust trust;

    Folder(OpenFile opened, Trust trust) {
        this.opened = opened;
        this.trust = trust;
    }

    /**
     * Opens a folder. All folders above it are looked at too.
     *
     * @throws UntrustedFileException where somebody who is not trusted could change what the path
     *     stands for, or what is in the folder
     * @throws NoSuchFileException where there is none
     * @throws NotDirectoryException where it is none
     */
    public static Folder open(Path path, Trust trust) throws IOException {
        return new Walk(trust).folder(path, false);
    }

    /**
     * Opens a folder in which others may write, too, such as members of its group. Those who may
     * own it are the same.
     */
    public static Folder openShared(Path path, Trust trust) throws IOException {
        return new Walk(trust).folder(path, true);
    }

    /**
     * Opens a folder, and makes it where there is none, and those above it: for the user of this
     * process alone.
     */
    public static Folder make(Path path, Trust trust) throws IOException {
        Path full = path.toAbsolutePath();
        try {
            return open(full, trust);
        } catch (NoSuchFileException e) {
            Path above = full.getParent();
            Path name = full.getFileName();
            if (above == null || name == null) {
                throw e;
            }
            try (Folder parent = make(above, trust)) {
                parent.makeFolder(name.toString(), 0700);
                // What will be in it must not be gone with it after a power failure.
                parent.sync();
            }
            return open(full, trust);
        }
    }

    /**
     * Opens the folder that a file is in, whether there is such a file or not.
     *
     * @throws FileSystemException where the path has no last name
     */
    public static Folder holding(Path file, Trust trust) throws IOException {
        Path full = file.toAbsolutePath();
        Path above = full.getParent();
        if (above == null || full.getFileName() == null) {
            throw new FileSystemException(file.toString(), null, "is a directory; name a file");
        }
        return open(above, trust);
    }

    /** Returns its path, for messages. */
    public Path path() {
        return opened.path();
    }

    /** Returns its state when it was opened. */
    public FileState state() {
        return opened.state();
    }

    OpenFile opened() {
        return opened;
    }

    /** Returns what a name stands for; it may be a link. */
    public Optional<FileState> look(String name) throws IOException {
        try {
            return Optional.of(Statx.of(opened.number(), name, at(name)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /**
     * Opens a regular file for reading.
     *
     * @throws FileSystemException where it is none
     * @throws UntrustedFileException where somebody who is not trusted has written it
     */
    public OpenFile read(String name) throws IOException {
        return regular(open(name, Kernel.READ | Kernel.NON_BLOCKING, 0));
    }

    /** Makes a new file, open for reading and writing. */
    public OpenFile create(String name, int mode) throws IOException {
        return open(name, Kernel.READ_WRITE | Kernel.CREATE | Kernel.EXCLUSIVE, mode);
    }

    /**
     * Makes a file without a name, open for writing, to try what could be done with one: however
     * this process ends, nothing is left of it.
     *
     * @throws FileSystemException where the file system has no such files
     */
    public OpenFile createUnnamed() throws IOException {
        return open(".", Kernel.WRITE | Kernel.UNNAMED, 0600);
    }

    /**
     * Opens a regular file for reading and writing, and makes it where there is none.
     *
     * @throws FileSystemException where it is none
     * @throws UntrustedFileException where somebody who is not trusted has written it
     */
    public OpenFile openOrCreate(String name, int mode) throws IOException {
        return regular(open(name, Kernel.READ_WRITE | Kernel.CREATE | Kernel.NON_BLOCKING, mode));
    }

    /**
     * Opens a regular file for reading and writing.
     *
     * @throws NoSuchFileException where there is none
     * @throws FileSystemException where it is none
     * @throws UntrustedFileException where somebody who is not trusted has written it
     */
    public OpenFile update(String name) throws IOException {
        return regular(open(name, Kernel.READ_WRITE | Kernel.NON_BLOCKING, 0));
    }

    /** Opens a regular file to write behind its end, and makes it where there is none. */
    public OpenFile append(String name, int mode) throws IOException {
        return regular(
                open(
                        name,
                        Kernel.WRITE | Kernel.APPEND | Kernel.CREATE | Kernel.NON_BLOCKING,
                        mode));
    }

    /**
     * Opens a regular file as one of Java's channels, and makes it, with mode 0600, where there is
     * none. The channel outlives this, and is the only descriptor of the file that is left: the
     * kernel drops the lock on a file when a process closes any one of several.
     *
     * @param options how, as for {@link FileChannel#open}
     * @throws FileSystemException where it is none
     * @throws UntrustedFileException where somebody who is not trusted has written it
     */
    public FileChannel channel(String name, OpenOption... options) throws IOException {
        try (OpenFile opened = openOrCreate(name, 0600)) {
            return opened.channel(options);
        }
    }

    /** Opens a name, with the permission to do nothing with it but look. */
    OpenFile lookAt(Path name) throws IOException {
        try {
            // The kernel mounts what is to be mounted on the way only where a folder is asked for.
            return lookAt(name, Kernel.FOLDER);
        } catch (NotDirectoryException _) {
            return lookAt(name, 0);
        }
    }

    private OpenFile lookAt(Path name, int flags) throws IOException {
        return OpenFile.open(
                opened.number(),
                RawName.bytes(name),
                Kernel.PATH_ONLY | Kernel.NO_LINK | flags,
                0,
                opened.path().resolve(name));
    }

    private OpenFile open(String name, int flags, int mode) throws IOException {
        return OpenFile.open(opened.number(), name, flags | Kernel.NO_LINK, mode, at(name));
    }

    private OpenFile regular(OpenFile file) throws IOException {
        try {
            if (!file.state().isFile()) {
                throw new FileSystemException(
                        file.path().toString(), null, "is not a regular file; remove it");
            }
            trust.checkFile(file);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Opens a folder in this one.
     *
     * @throws UntrustedFileException where somebody who is not trusted could change what is in it
     * @throws NotDirectoryException where it is none, or a symbolic link
     */
    public Folder folder(String name) throws IOException {
        OpenFile found = open(name, Kernel.READ | Kernel.FOLDER, 0);
        try {
            trust.checkFolder(found);
            return new Folder(found, trust);
        } catch (IOException | RuntimeException e) {
            found.close();
            throw e;
        }
    }

    /** Makes a folder in this one. */
    public void makeFolder(String name, int mode) throws IOException {
        Kernel.makeFolder(opened.number(), name, mode, at(name));
    }

    /**
     * Sets the permission bits of a socket in a folder of our own: a socket can't be opened. The
     * kernel follows a link here, so nobody else may be able to make one.
     *
     * @throws UntrustedFileException where others than the user of this process could
     */
    public void modeOfSocket(String name, int mode) throws IOException {
        checkPrivate();
        Kernel.modeOfName(opened.number(), name, mode, at(name));
    }

    /**
     * Gives a socket in a folder of our own to a group. A link in its place is given itself.
     *
     * @throws UntrustedFileException where others than the user of this process could put something
     *     else in its place
     * @throws FileSystemException where this process may not, being no member of the group
     */
    public void groupOfSocket(String name, GroupPrincipal group) throws IOException {
        checkPrivate();
        Files.getFileAttributeView(
                        place(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setGroup(group);
    }

    private void checkPrivate() throws UntrustedFileException {
        if (!state().isOurs() || (state().mode() & 0077) != 0) {
            throw new UntrustedFileException(path() + ": others can change names in it");
        }
    }

    /** Takes a file to a name in another folder, in one step; what had that name is gone. */
    public void rename(String name, Folder to, String newName) throws IOException {
        Kernel.rename(opened.number(), name, to.opened.number(), newName, to.at(newName));
    }

    /** Gives a file a second name, in another folder. */
    public void link(String name, Folder to, String newName) throws IOException {
        Kernel.link(opened.number(), name, to.opened.number(), newName, to.at(newName));
    }

    /** Removes a name; where it was the last one of a file, that is gone. */
    public void remove(String name) throws IOException {
        Kernel.remove(opened.number(), name, at(name));
    }

    /** Removes a name, if there is such. */
    public void removeIfThere(String name) throws IOException {
        try {
            remove(name);
        } catch (NoSuchFileException _) {
            // That is what was wanted.
        }
    }

    /** Removes an empty folder in this one. */
    public void removeFolder(String name) throws IOException {
        Kernel.removeFolder(opened.number(), name, at(name));
    }

    /** Sets the permission bits of this folder. */
    public void mode(int mode) throws IOException {
        try (OpenFile usable = usable()) {
            usable.mode(mode);
        }
    }

    /** Waits until the names in it are on the disk, where that can be had. */
    public void sync() throws IOException {
        try (OpenFile usable = usable()) {
            usable.syncIfPossible();
        } catch (AccessDeniedException _) {
            // Who may write in a folder need not be allowed to read it.
        }
    }

    /** A descriptor that may only look can do nothing else. */
    private OpenFile usable() throws IOException {
        return open(".", Kernel.READ | Kernel.FOLDER, 0);
    }

    /** Returns the names in it, in no order. */
    public List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(opened.place())) {
            for (Path entry : entries) {
                names.add(entry.getFileName());
            }
        }
        return names;
    }

    /**
     * Returns a path that leads to a name in this very folder, for what takes paths alone, such as
     * sockets. It is short, and good as long as the folder is open.
     */
    public Path place(String name) {
        return opened.place().resolve(name);
    }

    private Path at(String name) {
        return opened.path().resolve(name);
    }

    @Override
    public void close() {
        opened.close();
    }
}
