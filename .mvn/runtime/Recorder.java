import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Poses as a Java for a launcher to find. It runs the real one with the launcher's own options, has
 * it list the classes that it loads, and remembers the options for the archive's making.
 */
record Recorder(String program, Path folder, Path runtime) {
    /** As the last argument of a launcher: its Java only remembers the options. */
    static final String ONLY_OPTIONS = "only-options";

    private static final String MAIN_CLASSES = "signet.";
    private static final String FOLDER = "lib/";
    private static final String JAR = ".jar";

    static Recorder of(String program, Path parent, Path runtime) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(program));
        Recorder recorder = new Recorder(program, folder, runtime);
        Files.copy(runtime.resolve("release"), folder.resolve("release"));
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
        return List.of(runtime + "/bin/java", "-XX:DumpLoadedClassList=" + recording());
    }

    /** Returns the command that records, for a program that the launcher must not start itself. */
    List<String> recordingCommand() throws IOException {
        List<String> all = Files.readAllLines(options());
        String main = all.stream().filter(Recorder::isMainClass).findFirst().orElseThrow();
        return Stream.of(recordingJava(), launcherOptions(), List.of(main))
                .flatMap(List::stream)
                .toList();
    }

    List<String> recordedLines() throws IOException {
        if (!Files.exists(recording())) {
            throw new IOException(program + " has recorded nothing");
        }
        return Files.readAllLines(recording());
    }

    /**
     * Returns the command that makes an archive of a list of classes. The class path is relative to
     * the distribution, where the command has to be run: no name of a folder of this machine gets
     * into the archive. It begins with a folder, which Java replaces by the real one at each start.
     */
    List<String> assembly(Path list, Path archive) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(runtime + "/bin/java");
        all.add("-Xshare:dump");
        all.add("-XX:SharedClassListFile=" + list);
        all.add("-XX:SharedArchiveFile=" + archive);
        launcherOptions().stream().map(Recorder::relative).forEach(all::add);
        // What is compiled meanwhile, or done after a collection, would leave traces. Whether there
        // are huge pages is a matter of the machine.
        all.addAll(
                List.of("-Xint", "-Xms1g", "-Xmx1g", "-Xmn800m", "-XX:-UseTransparentHugePages"));
        return all;
    }

    /** Of the class path leaves the jars in their folder. */
    private static String relative(String option) {
        return option.startsWith("/") && option.endsWith(JAR)
                ? Stream.of(option.split(":"))
                        .map(jar -> FOLDER + jar.substring(jar.lastIndexOf('/') + 1))
                        .collect(Collectors.joining(":"))
                : option;
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
