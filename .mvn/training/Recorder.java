import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Poses as a Java for a launcher to find. It runs the real one with the launcher's own options, has
 * it record what it does, and remembers the options for the cache's making. The optimizing compiler
 * rests meanwhile: profiles made for it have Java compile at each start what is not needed again.
 */
record Recorder(String program, Path folder) {
    /** As the last argument of a launcher: its Java only remembers the options. */
    static final String ONLY_OPTIONS = "only-options";

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final String MAIN_CLASSES = "signet.";

    static Recorder of(String program, Path parent) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(program));
        Recorder recorder = new Recorder(program, folder);
        Files.copy(JAVA.resolve("release"), folder.resolve("release"));
        Path java = Files.createDirectory(folder.resolve("bin")).resolve("java");
        script(
                java,
                """
                printf '%%s\\n' "$@" >'%s'
                for last; do :; done
                [ "$last" != %s ] || exit 0
                exec %s "$@"
                """
                        .formatted(
                                recorder.options(),
                                ONLY_OPTIONS,
                                "'" + String.join("' '", recorder.recordingJava()) + "'"));
        return recorder;
    }

    /** Makes a program that starts a launcher with this Java: for a launcher that others start. */
    Path wrap(Path launcher) throws IOException {
        Path wrapper = folder.resolve("start");
        script(wrapper, "SIGNET_JAVA='%s' exec '%s' \"$@\"\n".formatted(folder, launcher));
        return wrapper;
    }

    private List<String> recordingJava() {
        return List.of(
                JAVA + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:AOTMode=record",
                "-XX:AOTConfiguration=" + recording());
    }

    /** Returns the command that records, for a program that the launcher must not start itself. */
    List<String> recordingCommand() throws IOException {
        List<String> all = Files.readAllLines(options());
        String main = all.stream().filter(Recorder::isMainClass).findFirst().orElseThrow();
        return Stream.of(recordingJava(), launcherOptions(), List.of(main))
                .flatMap(List::stream)
                .toList();
    }

    /** Returns the command that makes a cache of what was recorded. */
    List<String> assembly(Path cache) throws IOException {
        if (!Files.exists(recording())) {
            throw new IOException(program + " has recorded nothing");
        }
        List<String> java =
                List.of(
                        JAVA + "/bin/java",
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + recording(),
                        "-XX:AOTCache=" + cache);
        return Stream.of(java, launcherOptions()).flatMap(List::stream).toList();
    }

    private List<String> launcherOptions() throws IOException {
        return Files.readAllLines(options()).stream()
                .takeWhile(option -> !isMainClass(option))
                .toList();
    }

    private static boolean isMainClass(String argument) {
        return argument.startsWith(MAIN_CLASSES);
    }

    private Path options() {
        return folder.resolve("options");
    }

    private Path recording() {
        return folder.resolve("recording");
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
