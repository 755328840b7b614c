package signet.dist;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The distribution that the build has made. */
final class Distribution {

    static final Path HOME = Path.of("target/signet").toAbsolutePath();

    /** The Java programs: beside the others, where these are native ones. */
    static final Path JAVA_HOME = javaHome();

    private static final Pattern JARS = Pattern.compile("signet_launch(?:_short)? \"([^\"]+)\"");
    private static final Duration LONG = Duration.ofMinutes(2);

    private Distribution() {}

    private static Path javaHome() {
        // What an earlier build has kept may be there in any case.
        return Files.exists(HOME.resolve("lib/signet-master.jar"))
                ? HOME
                : HOME.resolveSibling("signet-java");
    }

    static Path launcher(String path) {
        return JAVA_HOME.resolve(path);
    }

    /** Returns the names of the jars that a launcher puts on the class path, without .jar. */
    static Set<String> jars(String path) throws IOException {
        Matcher matcher = JARS.matcher(Files.readString(launcher(path)));
        if (!matcher.find()) {
            throw new IOException(path + " names no jars");
        }
        return new TreeSet<>(List.of(matcher.group(1).strip().split("\\s+")));
    }

    /** What a program said and how it ended. */
    record Result(int status, String output) {}

    /** Runs a command with nothing but PATH and the given variables in its environment. */
    static Result run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment().putAll(environment);
        try (var process = TestProcess.start(folder.resolve("output"), builder)) {
            int status = process.awaitExit(LONG);
            return new Result(status, process.text());
        }
    }
}
