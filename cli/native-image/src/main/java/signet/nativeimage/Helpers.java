package signet.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Our own libraries in C, which take the place of those that come with GraalVM.
 *
 * @param folder where they are: what the builder looks for in its home lies below
 * @param libraries the folder with libjvm.so and the JDK's libraries, as they are installed
 */
record Helpers(Path folder, Path libraries) {

    /**
     * Compiles them.
     *
     * @param sources the folder src/main/c
     * @param svm the jar with native-image's classes
     * @param jdk the JDK whose libraries are used
     * @param work a folder of their own
     */
    static Helpers make(Path sources, Path svm, Path jdk, Platform platform, Path work)
            throws IOException, InterruptedException, BuildException {
        Helpers helpers = new Helpers(work.resolve("helpers"), work.resolve("lib"));
        Path objects = Files.createDirectories(work.resolve("objects"));
        Path libraries = helpers.folder.resolve("lib/svm/clibraries/" + platform.folder());
        Path include = Files.createDirectories(libraries.resolve("include"));
        CpuFeatures.writeHeaders(svm, include);
        Path own = Files.createDirectories(objects.resolve("include"));
        Files.writeString(
                own.resolve("cpufeatures.h"), "#include \"" + platform.featuresHeader() + "\"\n");
        Files.copy(
                sources.resolve("helper/svm_locale.h"),
                include.resolve("svm_locale.h"),
                StandardCopyOption.REPLACE_EXISTING);

        CCompiler gcc = new CCompiler(jdk, objects);
        helpers.makeLibraries(gcc, sources, jdk);
        gcc.archive(
                libraries.resolve("liblibchelper.a"),
                gcc.objects(sources.resolve("helper"), List.of(include, own)));
        // The linker takes a text for an archive: so "static" libraries may be shared ones.
        script(libraries.resolve("libjvm.a"), helpers.libraries.resolve("libjvm.so"));
        Path statics =
                Files.createDirectories(
                        helpers.folder.resolve("lib/static/" + platform.folder() + "/glibc"));
        for (String name : JdkLibraries.NAMES) {
            script(
                    statics.resolve("lib" + name + ".a"),
                    helpers.libraries.resolve("lib" + name + ".so"));
        }
        Path reporter =
                Files.createDirectories(helpers.folder.resolve("lib/svm/builder/lib"))
                        .resolve("libreporterchelper.so");
        gcc.sharedLibrary(reporter, gcc.objects(sources.resolve("reporter"), List.of()), List.of());
        return helpers;
    }

    private void makeLibraries(CCompiler gcc, Path sources, Path jdk)
            throws IOException, InterruptedException, BuildException {
        Files.createDirectories(libraries);
        Path jvm = sources.resolve("jvm");
        List<Path> objects = new ArrayList<>(gcc.objects(jvm, List.of()));
        Path generated = Files.createDirectories(gcc.work().resolve("generated"));
        Path missing = generated.resolve("missing.c");
        Files.writeString(
                missing, JdkLibraries.missing(jdk, objects, gcc.work().resolve("nm.log")));
        objects.add(gcc.object(missing, List.of(jvm)));
        gcc.sharedLibrary(
                libraries.resolve("libjvm.so"),
                objects,
                List.of("-Wl,--version-script=" + jvm.resolve("exports.map"), "-lpthread", "-ldl"));
        for (String name : JdkLibraries.NAMES) {
            Path file = JdkLibraries.file(jdk, name);
            Files.copy(
                    file,
                    libraries.resolve(String.valueOf(file.getFileName())),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void script(Path archive, Path library) throws IOException {
        Files.writeString(archive, "INPUT ( " + library.toAbsolutePath() + " )\n");
    }
}
