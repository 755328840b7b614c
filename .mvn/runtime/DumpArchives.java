import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * Gives each executable of a distribution its CDS archive (class data sharing), of the classes that
 * its list names. Two builds of the same sources make the same archives, wherever they are made.
 */
class DumpArchives {
    private static final Map<String, String> LAUNCHERS =
            Map.of(
                    "signet-master", "bin/signet",
                    "signet-accountd", "bin/signet-accountd",
                    "signet-client", "libexec/signet-client",
                    "signet-webserver", "libexec/signet-webserver",
                    "signet-token", "libexec/signet-token");

    private static final long PATIENCE_SECONDS = 180;
    private static final long SECONDS_OF_A_YEAR = 365 * 24 * 60 * 60;

    private final Path home;
    private final Path lists;
    private final Path work;

    private DumpArchives(Path home, Path lists, Path work) {
        this.home = home;
        this.lists = lists;
        this.work = work;
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]).toAbsolutePath();
        Path work = Files.createTempDirectory("signet-archives");
        Path archives = home.resolve("lib/cds");
        try {
            Folders.delete(archives);
            Files.createDirectories(archives);
            FileTime time = contentTime(home.resolve("lib"), Instant.parse(args[2]));
            setTime(home.resolve("lib"), "*.jar", time);
            new DumpArchives(home, Path.of(args[1]).toAbsolutePath(), work).dump(archives);
            // By this the launchers know that archive and jars belong together.
            setTime(archives, "*", time);
        } catch (IOException e) {
            System.err.println("The CDS archives cannot be made: " + e.getMessage());
            System.exit(1);
        } finally {
            Folders.delete(work);
        }
    }

    /** All at once: each takes seconds. An archive is named after the Java that can use it. */
    private void dump(Path archives) throws Exception {
        Path runtime = home.resolve("lib/runtime");
        Map<Path, Process> running = new LinkedHashMap<>();
        for (Map.Entry<String, String> launcher : LAUNCHERS.entrySet()) {
            Recorder recorder = Recorder.of(launcher.getKey(), work, runtime);
            askForOptions(recorder, home.resolve(launcher.getValue()));
            Path archive =
                    archives.resolve(
                            recorder.program() + "-" + System.getProperty("java.version") + ".jsa");
            running.put(archive, start(recorder, archive));
        }
        for (Map.Entry<Path, Process> dump : running.entrySet()) {
            Path archive = dump.getKey();
            boolean ended = dump.getValue().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended || dump.getValue().exitValue() != 0 || !Files.exists(archive)) {
                throw new IOException(
                        (ended ? "no " : "no end of ")
                                + archive.getFileName()
                                + ": "
                                + log(archive));
            }
            Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static void askForOptions(Recorder recorder, Path launcher) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), Recorder.ONLY_OPTIONS);
        builder.environment().put("SIGNET_JAVA", recorder.folder().toString());
        if (builder.inheritIO().start().waitFor() != 0) {
            throw new IOException(launcher + " failed");
        }
    }

    private Process start(Recorder recorder, Path archive) throws IOException {
        Path list = lists.resolve(recorder.program());
        return new ProcessBuilder(recorder.assembly(list, archive))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(logFile(archive).toFile())
                .start();
    }

    private Path logFile(Path archive) {
        return work.resolve(archive.getFileName() + ".log");
    }

    private String log(Path archive) throws IOException {
        return Files.readString(logFile(archive)).strip();
    }

    /**
     * Returns a time that stands for the bytes of all jars: one of the year before the release, so
     * that packaging tools, which cut times off at the release's, keep it.
     */
    private static FileTime contentTime(Path folder, Instant release) throws IOException {
        CRC32 sum = new CRC32();
        List<Path> sorted = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            jars.forEach(sorted::add);
        }
        sorted.sort(Comparator.naturalOrder());
        for (Path jar : sorted) {
            sum.update(Files.readAllBytes(jar));
        }
        return FileTime.from(release.minusSeconds(sum.getValue() % SECONDS_OF_A_YEAR));
    }

    private static void setTime(Path folder, String pattern, FileTime time) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : files) {
                Files.setLastModifiedTime(file, time);
            }
        }
    }
}
