package signet.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What native programs have besides their jars.
 *
 * @param sources the helpers in C
 * @param metadata the folder that says which classes are found by name
 * @param substitutions the jar with what takes the place of code that needs a JVM
 */
record Additions(Path sources, Path metadata, Path substitutions) {

    /** Returns all of their files, always in one order. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(List.of(substitutions));
        for (Path folder : List.of(sources, metadata)) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        return files;
    }
}
