package signet.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * gcc, with every warning an error.
 *
 * @param jdk the JDK with jni.h
 * @param work where objects and logs go
 */
record CCompiler(Path jdk, Path work) {

    private static final List<String> OPTIONS =
            List.of(
                    "-std=gnu17",
                    "-O2",
                    "-fPIC",
                    "-fstack-protector-strong",
                    "-D_FORTIFY_SOURCE=2",
                    "-Wall",
                    "-Wextra",
                    "-Wshadow",
                    "-Wconversion",
                    "-Wformat=2",
                    "-Wstrict-prototypes",
                    "-Wmissing-prototypes",
                    "-Werror");

    /** Compiles all files of a folder; returns the objects. */
    List<Path> objects(Path sources, List<Path> headers)
            throws IOException, InterruptedException, BuildException {
        List<Path> files;
        try (Stream<Path> found = Files.list(sources)) {
            files = found.filter(file -> file.toString().endsWith(".c")).sorted().toList();
        }
        List<Path> objects = new ArrayList<>();
        for (Path file : files) {
            objects.add(object(file, headers));
        }
        return objects;
    }

    /** Compiles a file. */
    Path object(Path file, List<Path> headers)
            throws IOException, InterruptedException, BuildException {
        // Files of two folders may have the same name.
        Path path = file.toAbsolutePath();
        Path part = path.getName(path.getNameCount() - 2);
        Path object = work.resolve(part + "-" + path.getFileName() + ".o");
        List<String> command = new ArrayList<>(List.of("gcc"));
        command.addAll(OPTIONS);
        command.add("-I" + jdk.resolve("include"));
        command.add("-I" + jdk.resolve("include/linux"));
        for (Path folder : headers) {
            command.add("-I" + folder);
        }
        command.addAll(List.of("-c", file.toString(), "-o", object.toString()));
        run(command);
        return object;
    }

    /** Makes a shared library. */
    void sharedLibrary(Path library, List<Path> objects, List<String> options)
            throws IOException, InterruptedException, BuildException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "gcc",
                                "-shared",
                                "-Wl,-z,relro,-z,now,-z,noexecstack",
                                "-Wl,--build-id=none",
                                "-Wl,-soname," + library.getFileName(),
                                "-o",
                                library.toString()));
        objects.forEach(object -> command.add(object.toString()));
        command.addAll(options);
        run(command);
    }

    /** Makes an archive; one that is there is replaced. */
    void archive(Path archive, List<Path> objects)
            throws IOException, InterruptedException, BuildException {
        Files.deleteIfExists(archive);
        List<String> command = new ArrayList<>(List.of("ar", "rcsD", archive.toString()));
        objects.forEach(object -> command.add(object.toString()));
        run(command);
    }

    private void run(List<String> command)
            throws IOException, InterruptedException, BuildException {
        Command.run(command, Map.of(), work.resolve("gcc.log"));
    }
}
