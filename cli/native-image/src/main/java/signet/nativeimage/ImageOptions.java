package signet.nativeimage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What native-image is told of a program, whoever runs it. */
final class ImageOptions {

    private ImageOptions() {}

    /** Returns those that do not say where anything is. */
    static List<String> of(Executable program, Platform platform) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "-H:+UnlockExperimentalVMOptions",
                                // Of the name alone: what is random in a build makes it differ.
                                "-H:ImageBuildID="
                                        + UUID.nameUUIDFromBytes(
                                                program.name().getBytes(StandardCharsets.UTF_8)),
                                "-H:MicroArchitecture=" + platform.march(),
                                // A run is short: less code is read and mapped sooner.
                                "-H:Optimize=s",
                                // What a user writes on the command line is for our program.
                                "-H:-ParseRuntimeOptions",
                                "-H:-UseContainerSupport",
                                "-R:MaxHeapSize=" + program.heapMegabytes() + "m",
                                "-H:NativeLinkerOption=-Wl,-rpath,$ORIGIN/../lib/native",
                                "-H:NativeLinkerOption=-Wl,-z,relro,-z,now,-z,noexecstack",
                                "-H:NativeLinkerOption=-Wl,--build-id=none",
                                "-H:NativeLinkerOption=-s",
                                "-H:EnableNativeAccess=ALL-UNNAMED",
                                "-H:Class=" + program.mainClass(),
                                "-H:Name=" + program.name()));
        options.addAll(program.options());
        return options;
    }

    /**
     * Returns those that say where everything is.
     *
     * @param jars the folder with the program's jars
     * @param additions what native programs have besides their jars
     * @param output the folder that gets the executable
     */
    static List<String> places(Executable program, Path jars, Additions additions, Path output) {
        String classPath =
                Stream.concat(
                                Stream.of(additions.substitutions()),
                                program.jars().stream().map(jar -> jars.resolve(jar + ".jar")))
                        .map(Path::toString)
                        .collect(Collectors.joining(":"));
        return List.of(
                "-H:ConfigurationFileDirectories=" + additions.metadata(),
                "-H:Path=" + output,
                "-imagecp",
                classPath);
    }
}
