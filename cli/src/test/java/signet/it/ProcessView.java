package signet.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the kernel tells of a running process. */
record ProcessView(long pid) {

    /** Finds the process below another that runs one of our programs, such as signet-client. */
    static Optional<ProcessView> below(long ancestor, String program) {
        return ProcessHandle.of(ancestor).stream()
                .flatMap(ProcessHandle::descendants)
                .map(handle -> new ProcessView(handle.pid()))
                .filter(view -> view.runs(program))
                .findFirst();
    }

    /**
     * Says whether it runs one of our programs, as an executable or its main class in Java, or
     * another one with such an argument.
     */
    boolean runs(String program) {
        return executable().filter(file -> file.endsWith("/" + program)).isPresent()
                || commandLine().contains(program)
                || commandLine().contains(program.replace("signet-", "signet.") + ".Main");
    }

    private Optional<String> executable() {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    List<String> commandLine() {
        return strings("cmdline");
    }

    /** Returns the environment as NAME to value. */
    Map<String, String> environment() {
        return strings("environ").stream()
                .map(entry -> entry.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** Returns the lines of /proc/PID/status. */
    Map<String, String> status() throws IOException {
        Map<String, String> status = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            String[] pair = line.split(":", 2);
            status.put(pair[0], pair[1].strip());
        }
        return status;
    }

    /** Returns the most memory that it has had so far. */
    long peakMemoryKib() throws IOException {
        return Long.parseLong(status().getOrDefault("VmHWM", "").replace(" kB", "").strip());
    }

    /** Returns what each open descriptor is: a path, or the kind and number of something else. */
    Map<Integer, String> descriptors() throws IOException {
        Map<Integer, String> descriptors = new TreeMap<>();
        try (DirectoryStream<Path> links =
                Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path link : links) {
                try {
                    descriptors.put(
                            Integer.parseInt(link.getFileName().toString()),
                            Files.readSymbolicLink(link).toString());
                } catch (NoSuchFileException e) {
                    // Closed since the listing.
                }
            }
        }
        return descriptors;
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start().waitFor();
    }

    private List<String> strings(String file) {
        try {
            String text =
                    Files.readString(
                            Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1);
            return Stream.of(text.split("\0")).filter(part -> !part.isEmpty()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
