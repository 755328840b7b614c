package signet.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder inside of another, in which nobody but the user of this process can do anything: files
 * are made ready in it, and moved out to their names in one step. So whoever may write in the outer
 * folder can't put something else in the place of a file while it gets its owner and its mode. It
 * has a fixed name, {@link #NAME}, so that what a killed process left is found and removed. Not for
 * several threads at once.
 */
public final class Staging implements AutoCloseable {

    /** The name of the folder. */
    public static final String NAME = ".signet";

    private static final String OLD = ".old";
    private static final int PRIVATE = 0700;
    private static final int TRIES = 100;

    private final Folder outer;
    private final Folder inner;
    private final String name;

    private Staging(Folder outer, Folder inner, String name) {
        this.outer = outer;
        this.inner = inner;
        this.name = name;
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

    /** Returns the names of files that are being made ready in a folder, or were when killed. */
    public static List<String> unfinished(Folder outer) throws IOException {
        try (Folder inner = checked(outer.folder(NAME))) {
            return inner.names();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    private static Folder open(Folder outer) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try {
                outer.makeFolder(NAME, PRIVATE);
            } catch (FileAlreadyExistsException _) {
                // Another run's, or left by one that was killed.
            }
            try {
                return checked(outer.folder(NAME));
            } catch (NoSuchFileException _) {
                // Another run has just removed it.
            }
        }
        throw new FileSystemException(
                outer.path().resolve(NAME).toString(), null, "comes and goes; look who does that");
    }

    private static Folder checked(Folder inner) throws IOException {
        FileState state = inner.state();
        if (!state.isOurs() || (state.mode() & 0077) != 0) {
            inner.close();
            throw new FileSystemException(
                    inner.path().toString(),
                    null,
                    "is in the way: somebody else put it there; remove it");
        }
        return inner;
    }

    /** Makes an empty file, mode 0600. */
    public OpenFile create() throws IOException {
        return inner.create(name, 0600);
    }

    /** Returns a path where a socket can be bound: nobody else can reach it there. */
    public Path place() {
        return inner.place(name);
    }

    /** Sets the permission bits of the socket that was bound, and returns its state. */
    public FileState finishSocket(int mode) throws IOException {
        inner.modeOfSocket(name, mode);
        return inner.look(name).orElseThrow(() -> new NoSuchFileException(name));
    }

    /**
     * Gives the new file its name, where nothing has that yet.
     *
     * @throws FileAlreadyExistsException where something has
     */
    public void publish() throws IOException {
        inner.link(name, outer, name);
    }

    /** Remembers what has the name now, until this is closed. Not every file system can do that. */
    public boolean keepOld() {
        try {
            outer.link(name, inner, name + OLD);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Has the new file take its place; a symbolic link is replaced and not followed. */
    public void replace() throws IOException {
        inner.rename(name, outer, name);
        outer.sync();
    }

    /** Puts back what was remembered. */
    public void putBack() throws IOException {
        inner.rename(name + OLD, outer, name);
        outer.sync();
    }

    private void clear() throws IOException {
        inner.removeIfThere(name);
        inner.removeIfThere(name + OLD);
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
