import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Moves native libraries out of a jar. Where the launcher names their folder, no start has to
 * unpack megabytes into a temporary folder first, which may not even allow programs.
 */
class UnpackLibraries {
    static void unpack(Path root, Path target) throws IOException {
        List<Path> libraries;
        try (Stream<Path> files = Files.walk(root)) {
            libraries = files.filter(file -> file.toString().endsWith(".so")).toList();
        }
        for (Path library : libraries) {
            Files.createDirectories(target);
            Files.copy(
                    library,
                    target.resolve(library.getFileName().toString()),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.delete(library);
        }
    }
}
