package signet.testing.token;

import signet.testing.TestProcess;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs programs to their end, in a folder and with an environment besides the one of this JVM.
 *
 * @param folder for their output while they run
 * @param environment what they get besides
 */
record Command(Path folder, Map<String, String> environment) {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    Command {
        environment = Map.copyOf(environment);
    }

    /** Returns this with one more variable. */
    Command with(String name, String value) {
        var more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(folder, more);
    }

    /**
     * Runs a program that has nothing to read.
     *
     * @return its output and errors
     * @throws IOException when it cannot be started, or ends with a status other than 0
     */
    String run(List<String> command) throws IOException {
        Path output = Files.createTempFile(folder, "command", ".log");
        var builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        try (var process = TestProcess.start(output, builder)) {
            int status = process.awaitExit(DEADLINE);
            if (status != 0) {
                throw new IOException(
                        String.join(" ", command) + " ends with " + status + ": " + process.text());
            }
            return process.text();
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
