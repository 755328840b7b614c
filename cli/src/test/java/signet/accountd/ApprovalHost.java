package signet.accountd;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@link ApprovalProgram}, and what persons use to answer it. */
final class ApprovalHost {

    private final Path folder;

    ApprovalHost(Path folder) {
        this.folder = folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path config(String... lines) throws IOException {
        return Files.writeString(file("conf"), String.join("\n", lines) + "\n");
    }

    /** Makes a program of sh(1), and returns its path. */
    Path script(String... lines) throws IOException {
        Path script = file("ask");
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("can't make " + script + " executable");
        }
        return script;
    }

    /** Has the first request's client, and the process, stay until the file is deleted. */
    Path hold() throws IOException {
        return Files.writeString(file("hold"), "");
    }

    List<String> command(String... requests) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ApprovalProgram.class.getName(),
                                file("conf").toString(),
                                file("hold").toString()));
        command.addAll(List.of(requests));
        return command;
    }

    /** Starts it without a terminal. */
    TestProcess start(String... requests) throws IOException {
        List<String> command = command(requests);
        command.addAll(0, List.of("setsid", "--wait"));
        return TestProcess.start(file("output"), command);
    }

    /** Runs it to its end, and returns what it said. */
    String run(String... requests) throws IOException {
        try (TestProcess process = start(requests)) {
            int status = process.awaitExit(Accountd.LONG);
            return process.text() + "exit status " + status;
        }
    }

    /** Starts it on a terminal of its own, in the hands of an expect(1) script. */
    TestProcess expect(String script, String... requests) throws IOException {
        Path file = Files.writeString(file("expect"), "set timeout 60\n" + script);
        List<String> command = command(requests);
        command.addAll(0, List.of("expect", "-f", file.toString(), "--"));
        return TestProcess.start(file("output"), command);
    }

    /** Runs {@code signet-accountd approvals} as a user. */
    Accountd.Result approvals(String user, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=" + user,
                                "--regid=nogroup",
                                "--clear-groups",
                                Path.of("target/signet/bin/signet-accountd")
                                        .toAbsolutePath()
                                        .toString(),
                                "approvals"));
        command.addAll(List.of(arguments));
        try (TestProcess process = TestProcess.start(file(user + ".output"), command)) {
            return new Accountd.Result(process.awaitExit(Accountd.LONG), process.text());
        }
    }
}
