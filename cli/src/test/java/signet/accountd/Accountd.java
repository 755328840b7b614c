package signet.accountd;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts signet-accountd as a process of its own, from the class path of the tests. */
final class Accountd {

    static final Duration LONG = Duration.ofSeconds(60);

    private Accountd() {}

    static List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static TestProcess start(Path folder, String... arguments) throws IOException {
        return TestProcess.start(folder.resolve("output"), command(arguments));
    }

    /** Runs it to its end, and returns its status and what it said. */
    static Result run(Path folder, String... arguments) throws IOException {
        try (TestProcess process = start(folder, arguments)) {
            return new Result(process.awaitExit(LONG), process.text());
        }
    }

    record Result(int status, String output) {}

    /** Makes a key with keygen. */
    static Path key(Path folder, String type) throws IOException {
        Path file = folder.resolve(type + ".key");
        if (!Files.exists(file)) {
            Result result = run(folder, "keygen", "--type=" + type, "--out=" + file);
            if (result.status() != 0) {
                throw new IOException(result.output());
            }
        }
        return file;
    }
}
