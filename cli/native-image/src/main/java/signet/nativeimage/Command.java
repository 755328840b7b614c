package signet.nativeimage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs other programs of the build, with all that they print in a file. */
final class Command {

    private static final int SHOWN_LINES = 40;

    private Command() {}

    /**
     * Runs one to its end.
     *
     * @throws BuildException where it fails, with the end of what it printed
     */
    static void run(List<String> command, Map<String, String> environment, Path log)
            throws IOException, InterruptedException, BuildException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        if (status != 0) {
            List<String> lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            throw new BuildException(
                    command.getFirst()
                            + " failed with status "
                            + status
                            + "; the whole log is "
                            + log
                            + ". Its end:\n"
                            + String.join(
                                    "\n",
                                    lines.subList(
                                            Math.max(0, lines.size() - SHOWN_LINES),
                                            lines.size())));
        }
    }
}
