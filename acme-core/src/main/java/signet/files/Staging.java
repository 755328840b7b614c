package signet.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A folder inside of another, in which nobody but the user of this process can do anything: files
 * are made ready in it, and moved out to their names in one step. So whoever may write in the outer
 * folder can't put something else in the place of a file while it gets its owner and its mode. It
 * has a fixed name, {@link #NAME}, so that what a killed process left is found and removed. Not for
 * several threads at once.
 */
public final class Staging implements AutoCloseable {

    /** The name of the folder. */
    public static final String NAME = ".signet-installing";

    /** Nothing else has such names: so nothing else is removed, whatever folder was put here. */
    private static final String NEW = "signet-new-";

    private static final String OLD = "signet-old-";
    private static final String IN_THE_WAY = "is in the way: somebody else put it there; remove it";
    private static final int PRIVATE = 0700;
    private static final int TRIES = 100;

    private final Folder outer;
    private final Folder inner;
    private final String name;
    private final String fresh;
    private final String old;

    private Staging(Folder outer, Folder inner, String name) {
        this.outer = outer;
        this.inner = inner;
        this.name = name;
        this.fresh = NEW + digest(name);
        this.old = OLD + digest(name);
    }

    /** Makes a short name of one that may be as long as names can be. */
    private static String digest(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /**
     * Prepares to replace a file.
     *
     * @param outer the folder that it is in; it must stay open
     * @param name its name there
     */
    public static Staging of(Folder outer, String name) throws IOException {
        Staging staging = new Staging(outer, open(outer), name);
        staging.clear();
        return staging;
    }

    /** Says whether a file is being made ready in a folder, or was when a process was killed. */
    public static boolean isUnfinished(Folder outer, String name) throws IOException {
        try (Folder inner = checked(outer.folder(NAME))) {
            return inner.look(NEW + digest(name)).isPresent();
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /**
     * Makes sure that nothing is in the way of files that are to be made ready in a folder.
     *
     * @throws FileSystemException where somebody else has put something there; its file names that
     */
    public static void check(Folder outer) throws IOException {
        if (outer.look(NAME).isPresent()) {
            open(outer).close();
        }
    }

    private static Folder open(Folder outer) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            boolean made = make(outer);
            try {
                Folder inner = outer.folder(NAME);
                if (made && !isPrivate(inner)) {
                    inner.close();
                    outer.removeFolder(NAME);
                    throw problem(outer, "this file system does not keep owners and modes");
                }
                return checked(inner);
            } catch (NoSuchFileException _) {
                // Another run has just removed it.
            } catch (NotDirectoryException | UntrustedFileException e) {
                throw inTheWay(outer);
            }
        }
        throw problem(outer, "comes and goes; look who does that");
    }

    /** Returns false where there is one: another run's, or left by one that was killed. */
    private static boolean make(Folder outer) throws IOException {
        try {
            outer.makeFolder(NAME, PRIVATE);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        }
    }

    private static Folder checked(Folder inner) throws IOException {
        if (!isPrivate(inner)) {
            inner.close();
            throw new FileSystemException(inner.path().toString(), null, IN_THE_WAY);
        }
        return inner;
    }

    private static boolean isPrivate(Folder inner) {
        return inner.state().isOurs() && (inner.state().mode() & 0077) == 0;
    }

    private static FileSystemException inTheWay(Folder outer) {
        return problem(outer, IN_THE_WAY);
    }

    private static FileSystemException problem(Folder outer, String what) {
        return new FileSystemException(outer.path().resolve(NAME).toString(), null, what);
    }

    /** Makes an empty file, mode 0600. */
    public OpenFile create() throws IOException {
        return inner.create(fresh, 0600);
    }

    /** Returns a path where a socket can be bound: nobody else can reach it there. */
    public Path place() {
        return inner.place(fresh);
    }

    /** Sets the permission bits of the socket that was bound, and returns its state. */
    public FileState finishSocket(int mode) throws IOException {
        inner.modeOfSocket(fresh, mode);
        return inner.look(fresh).orElseThrow(() -> new NoSuchFileException(fresh));
    }

    /**
     * Gives the new file its name, where nothing has that yet.
     *
     * @throws FileAlreadyExistsException where something has
     */
    public void publish() throws IOException {
        inner.link(fresh, outer, name);
    }

    /** Remembers what has the name now, until this is closed. Not every file system can do that. */
    public boolean keepOld() {
        try {
            outer.link(name, inner, old);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Has the new file take its place; a symbolic link is replaced and not followed. */
    public void replace() throws IOException {
        inner.rename(fresh, outer, name);
    }

    /**
     * Waits until the folder's names are on the disk, where its file system can do that and we may
     * read it.
     */
    public void sync() throws IOException {
        outer.sync();
    }

    /** Puts back what was remembered. */
    public void putBack() throws IOException {
        inner.rename(old, outer, name);
    }

    private void clear() throws IOException {
        inner.removeIfThere(fresh);
        inner.removeIfThere(old);
    }

    /** Removes what is left of the file, and the folder, unless another file is in it. */
    @Override
    public void close() throws IOException {
        try (inner) {
            clear();
            outer.removeFolder(NAME);
        } catch (DirectoryNotEmptyException | NoSuchFileException _) {
            // The next file's, or another run's.
        }
    }
}
