package signet.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a distribution of Java programs one of native programs: executables take the place of
 * launchers, and the jars go that no Java program uses any more.
 *
 * @param folder the distribution
 */
record NativeDistribution(Path folder) {

    /** Those that only programs need which are native ones now. */
    private static final Set<String> NEEDLESS =
            Set.of("signet-master", "signet-client", "signet-webserver", "signet-control");

    /**
     * Keeps the Java programs that are there in a folder beside, where they were not kept yet.
     *
     * @return that folder
     */
    Path keepJava() throws IOException {
        Path kept = folder.resolveSibling(folder.getFileName() + "-java");
        if (isJava()) {
            Tree.delete(kept);
            Tree.copy(folder, kept);
        }
        return kept;
    }

    private boolean isJava() {
        return Files.exists(folder.resolve("lib/signet-master.jar"));
    }

    /**
     * Puts everything in its place.
     *
     * @param made the folder with the executables, as they lie in a distribution
     * @param libraries the folder of the shared libraries that they are linked to
     */
    void put(List<Executable> programs, Path made, Path libraries) throws IOException {
        for (Executable program : programs) {
            String name = program.folder() + "/" + program.name();
            replace(made.resolve(name), folder.resolve(name));
        }
        Path place = Files.createDirectories(folder.resolve("lib/native"));
        for (Path library : list(libraries)) {
            replace(library, place.resolve(String.valueOf(library.getFileName())));
        }
        for (String name : NEEDLESS) {
            Files.deleteIfExists(folder.resolve("lib/" + name + ".jar"));
        }
        for (Path archive : list(folder.resolve("lib/cds"))) {
            if (NEEDLESS.stream().anyMatch(String.valueOf(archive.getFileName())::startsWith)) {
                Files.delete(archive);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.copy(
                from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
