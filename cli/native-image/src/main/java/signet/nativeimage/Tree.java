package signet.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them. */
final class Tree {

    private Tree() {}

    /** Deletes one, if it is there; links are not followed. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            for (Path file : all(folder).reversed()) {
                Files.delete(file);
            }
        }
    }

    /** Copies one to a place where nothing is, with modes and times. */
    static void copy(Path from, Path to) throws IOException {
        for (Path file : all(from)) {
            Files.copy(
                    file,
                    to.resolve(from.relativize(file)),
                    StandardCopyOption.COPY_ATTRIBUTES,
                    LinkOption.NOFOLLOW_LINKS);
        }
        // Each file that was copied into a folder has changed its time.
        for (Path file : all(from).reversed()) {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.setLastModifiedTime(
                        to.resolve(from.relativize(file)), Files.getLastModifiedTime(file));
            }
        }
    }

    /** Returns what there is, folders before their content. */
    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        }
    }
}
