import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Poses as a Java for a launcher to find. It runs the real one with the launcher's own options, has
 * it record what it does, and remembers the options for the cache's making.
 */
record Recorder(String program, Path folder) {
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    static Recorder of(String program, Path parent) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(program));
        Recorder recorder = new Recorder(program, folder);
        Files.copy(JAVA.resolve("release"), folder.resolve("release"));
        Path java = Files.createDirectory(folder.resolve("bin")).resolve("java");
        script(
                java,
                """
                printf '%%s\\n' "$@" >'%s'
                exec '%s/bin/java' -XX:AOTMode=record '-XX:AOTConfiguration=%s' "$@"
                """
                        .formatted(recorder.options(), JAVA, recorder.recording()));
        return recorder;
    }

    /** Makes a program that starts a launcher with this Java: for a launcher that others start. */
    Path wrap(Path launcher) throws IOException {
        Path wrapper = folder.resolve("start");
        script(wrapper, "SIGNET_JAVA='%s' exec '%s' \"$@\"\n".formatted(folder, launcher));
        return wrapper;
    }

    /** Returns the command that makes a cache of what was recorded. */
    List<String> assembly(Path cache) throws IOException {
        if (!Files.exists(recording())) {
            throw new IOException(program + " has recorded nothing");
        }
        List<String> command =
                new java.util.ArrayList<>(
                        List.of(
                                JAVA + "/bin/java",
                                "-XX:AOTMode=create",
                                "-XX:AOTConfiguration=" + recording(),
                                "-XX:AOTCache=" + cache));
        for (String option : Files.readAllLines(options())) {
            if (option.startsWith("signet.")) {
                break; // the main class
            }
            command.add(option);
        }
        return command;
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
