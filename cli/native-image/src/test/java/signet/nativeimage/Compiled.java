package signet.nativeimage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The helpers in C, compiled as the build does it, so that tests can call their functions. */
@SuppressWarnings("restricted") // calling native code is what this class is for
final class Compiled {

    static final Path SOURCES = Path.of("src/main/c").toAbsolutePath();
    static final Path JDK = Path.of(System.getProperty("java.home"));

    private final SymbolLookup functions;

    private Compiled(SymbolLookup functions) {
        this.functions = functions;
    }

    /** Compiles the functions of libchelper. */
    static Compiled helper(Path folder) throws Exception {
        Path include = Files.createDirectories(folder.resolve("include"));
        CpuFeatures.writeHeaders(svm(), include);
        Files.writeString(
                include.resolve("cpufeatures.h"),
                "#include \"" + Platform.here().featuresHeader() + "\"\n");
        return load(folder, "helper", List.of(include));
    }

    /** Compiles the functions of a JVM. */
    static Compiled jvm(Path folder) throws Exception {
        return load(folder, "jvm", List.of());
    }

    static Path svm() throws IOException {
        try (var files = Files.list(Path.of("target/builder"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("svm-2"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Compiled load(Path folder, String part, List<Path> headers) throws Exception {
        CCompiler gcc = new CCompiler(JDK, folder);
        Path library = folder.resolve("libtested-" + part + ".so");
        gcc.sharedLibrary(
                library, gcc.objects(SOURCES.resolve(part), headers), List.of("-lpthread", "-ldl"));
        return new Compiled(SymbolLookup.libraryLookup(library, Arena.global()));
    }

    /** Returns a function. */
    MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return Linker.nativeLinker().downcallHandle(functions.findOrThrow(name), type, options);
    }
}
