package signet.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Iterator;

/** Goes to a folder or a file from the root of the file system, and looks at all on the way. */
final class Walk {

    /** As many as Linux follows itself. */
    private static final int MAX_LINKS = 40;

    private final Trust trust;
    private int links;

    Walk(Trust trust) {
        this.trust = trust;
    }

    /** Returns a folder. */
    Folder folder(Path path, boolean shared) throws IOException {
        Folder found = go(null, path.toAbsolutePath());
        try {
            if (shared) {
                trust.checkOwner(found.opened());
            } else {
                trust.checkFolder(found.opened());
            }
            return found;
        } catch (IOException | RuntimeException e) {
            found.close();
            throw e;
        }
    }

    /** Returns what a path stands for at last, open for a look only. */
    OpenFile file(Path path) throws IOException {
        Path full = path.toAbsolutePath();
        Path above = full.getParent();
        if (above == null) {
            throw new FileSystemException(full.toString(), null, "is no file");
        }
        return last(go(null, above), full.getFileName());
    }

    /** Takes the folder over, and follows the name while it is a link. */
    private OpenFile last(Folder folder, Path name) throws IOException {
        Path target;
        try (folder) {
            trust.checkFolder(folder.opened());
            OpenFile found = folder.lookAt(name);
            if (found.state().kind() != FileState.Kind.LINK) {
                return found;
            }
            try (found) {
                target = follow(folder, found);
            }
            Path above = target.getParent();
            Path end = target.getFileName();
            if (end == null) {
                throw new FileSystemException(
                        found.path().toString(), null, "is a link to a directory; name a file");
            }
            Folder next = above == null ? copy(folder) : go(folder, above);
            return last(next, end);
        }
    }

    /** Goes on from a folder, which stays open; a path that is absolute begins at the root. */
    private Folder go(@Nullable Folder from, Path path) throws IOException {
        Folder at = from == null || path.isAbsolute() ? root() : copy(from);
        try {
            Iterator<Path> names = path.iterator();
            while (names.hasNext()) {
                Path name = names.next();
                if (!name.toString().isEmpty() && !name.toString().equals(".")) {
                    Folder before = at;
                    at = step(before, name);
                    before.close();
                }
            }
            return at;
        } catch (IOException | RuntimeException e) {
            at.close();
            throw e;
        }
    }

    private Folder step(Folder at, Path name) throws IOException {
        trust.checkAbove(at.opened());
        OpenFile found = at.lookAt(name);
        switch (found.state().kind()) {
            case FOLDER -> {
                return new Folder(found, trust);
            }
            case LINK -> {
                try (found) {
                    return go(at, follow(at, found));
                }
            }
            default -> {
                found.close();
                throw new NotDirectoryException(found.path().toString());
            }
        }
    }

    private Path follow(Folder folder, OpenFile link) throws IOException {
        links++;
        if (links > MAX_LINKS) {
            throw new FileSystemException(
                    link.path().toString(), null, "too many levels of symbolic links");
        }
        trust.checkLink(folder.state(), link);
        return Kernel.linkTarget(link.number(), link.path());
    }

    private Folder root() throws IOException {
        return new Folder(
                OpenFile.open(Kernel.NO_FOLDER, "/", Kernel.PATH_ONLY, 0, Path.of("/")), trust);
    }

    private Folder copy(Folder folder) throws IOException {
        return new Folder(
                OpenFile.open(folder.opened().number(), ".", Kernel.PATH_ONLY, 0, folder.path()),
                trust);
    }
}
