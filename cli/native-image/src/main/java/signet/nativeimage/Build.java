package signet.nativeimage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Puts the native programs into a distribution that has the jars. */
public final class Build {

    private static final int AT_ONCE = 2;

    private final NativeDistribution distribution;
    private final Path java;
    private final Path jars;
    private final Path builderJars;
    private final Additions additions;
    private final Path work;

    private Build(Path distribution, Path builderJars, Additions additions, Path work)
            throws IOException {
        this.distribution = new NativeDistribution(distribution);
        this.java = this.distribution.keepJava();
        this.jars = java.resolve("lib");
        this.builderJars = builderJars;
        this.additions = additions;
        this.work = work;
    }

    /**
     * Builds.
     *
     * @param args the distribution; the folder with native-image's jars; the folder src/main; the
     *     jar with the substitutions; a folder to work in, which is kept from build to build
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            Path sources = Path.of(args[2]).toAbsolutePath();
            Build build =
                    new Build(
                            Path.of(args[0]).toAbsolutePath(),
                            Path.of(args[1]).toAbsolutePath(),
                            new Additions(
                                    sources.resolve("c"),
                                    sources.resolve("metadata"),
                                    Path.of(args[3]).toAbsolutePath()),
                            Path.of(args[4]).toAbsolutePath());
            build.run(Executables.of(build.java));
        } catch (BuildException e) {
            System.err.println("native programs: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run(List<Executable> programs)
            throws IOException, InterruptedException, BuildException {
        Platform platform = Platform.here();
        Path jdk = Path.of(System.getProperty("java.home"));
        Files.createDirectories(work);
        List<Executable> stale = new ArrayList<>();
        for (Executable program : programs) {
            if (!stamp(program, jdk).isFresh(output(program))) {
                stale.add(program);
            }
        }
        if (stale.isEmpty()) {
            System.out.println("native programs: nothing has changed");
        } else {
            make(stale, platform, jdk);
        }
        distribution.put(programs, work, work.resolve("lib"));
    }

    private void make(List<Executable> stale, Platform platform, Path jdk)
            throws IOException, InterruptedException, BuildException {
        Helpers helpers = Helpers.make(additions.sources(), svm(), jdk, platform, work);
        Path home = work.resolve("home");
        BuilderHome.make(home, jdk, helpers.folder());
        BuilderJvm jvm = new BuilderJvm(home, builderJars);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> tasks = new ArrayList<>();
            for (Executable program : stale) {
                tasks.add(
                        threads.submit(
                                () -> {
                                    build(program, platform, jvm, jdk);
                                    return null;
                                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new BuildException(message(e.getCause()));
        }
    }

    private static String message(@Nullable Throwable cause) {
        return cause instanceof BuildException
                ? String.valueOf(cause.getMessage())
                : String.valueOf(cause);
    }

    private void build(Executable program, Platform platform, BuilderJvm jvm, Path jdk)
            throws IOException, InterruptedException, BuildException {
        Instant start = Instant.now();
        Path folder = Files.createDirectories(work.resolve("build").resolve(program.name()));
        List<String> arguments = new ArrayList<>(ImageOptions.of(program, platform));
        arguments.addAll(ImageOptions.places(program, jars, additions, folder));
        arguments.addFirst("-H:TempDirectory=" + Files.createDirectories(folder.resolve("tmp")));
        arguments.addFirst(
                "-H:CLibraryPath="
                        + jvm.home().resolve("lib/svm/clibraries").resolve(platform.folder()));
        Command.run(jvm.command(arguments, folder), jvm.environment(), folder.resolve("build.log"));
        Path output = output(program);
        Files.createDirectories(work.resolve(program.folder()));
        Files.move(folder.resolve(program.name()), output, StandardCopyOption.REPLACE_EXISTING);
        stamp(program, jdk).write(output);
        System.out.println(
                "native programs: "
                        + program.name()
                        + ", "
                        + Files.size(output) / 1_000_000
                        + " MB, "
                        + Duration.between(start, Instant.now()).toSeconds()
                        + " s");
    }

    private Path output(Executable program) {
        return work.resolve(program.folder()).resolve(program.name());
    }

    private Stamp stamp(Executable program, Path jdk) throws IOException, BuildException {
        List<Path> inputs = new ArrayList<>(additions.files());
        inputs.addAll(List.of(jdk.resolve("release"), svm()));
        program.jars().forEach(jar -> inputs.add(jars.resolve(jar + ".jar")));
        return Stamp.of(String.join("\n", ImageOptions.of(program, Platform.here())), inputs);
    }

    private Path svm() throws IOException {
        try (var files = Files.list(builderJars)) {
            return files.filter(file -> file.getFileName().toString().matches("svm-\\d.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no svm jar in " + builderJars));
        }
    }
}
