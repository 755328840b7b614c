package signet.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A JDK that looks like GraalVM's to the builder, which searches its own libraries in the home of
 * the Java that it runs on: links to all of a JDK, and ours besides. What tells Java where its home
 * is has to be no link.
 */
final class BuilderHome {

    private static final Set<String> COPIED =
            Set.of("bin/java", "lib/libjli.so", "lib/server/libjvm.so");

    private BuilderHome() {}

    /** Makes one anew. */
    static void make(Path home, Path jdk, Path helpers) throws IOException {
        Tree.delete(home);
        mirror(jdk, home, jdk);
        mirror(helpers, home, jdk);
    }

    private static void mirror(Path from, Path home, Path jdk) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(file -> !Files.isDirectory(file)).toList();
        }
        for (Path file : files) {
            String name = from.relativize(file).toString();
            Path target = home.resolve(name);
            Path above = target.getParent();
            if (above != null) {
                Files.createDirectories(above);
            }
            if (from.equals(jdk) && COPIED.contains(name)) {
                Files.copy(file, target);
            } else {
                Files.createSymbolicLink(target, file.toAbsolutePath());
            }
        }
    }
}
