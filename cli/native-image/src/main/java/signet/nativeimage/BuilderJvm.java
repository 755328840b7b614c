package signet.nativeimage;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The JVM that native-image's builder runs on. In GraalVM a launcher starts it, which is not on
 * Maven Central; this starts it in the same way.
 *
 * @param home the Java with our helpers in it
 * @param jars the folder with native-image's jars
 */
record BuilderJvm(Path home, Path jars) {

    private static final int MEGABYTES = 3800;

    /** Those that take the place of modules of the JDK. */
    private static final Set<String> UPGRADES =
            Set.of(
                    "compiler",
                    "truffle-compiler",
                    "word",
                    "collections",
                    "nativeimage",
                    "nativeimage-libgraal");

    /** No part of them is of use in our programs, and some of their packages can't be exported. */
    private static final Set<String> NOT_EXPORTED =
            Set.of(
                    "java.desktop",
                    "jdk.graal.compiler",
                    "jdk.jshell",
                    "jdk.compiler",
                    "jdk.javadoc",
                    "jdk.hotspot.agent",
                    "jdk.jconsole",
                    "java.rmi");

    private static final String BUILDERS =
            "org.graalvm.nativeimage.builder,org.graalvm.nativeimage.base,"
                    + "org.graalvm.nativeimage.pointsto,org.graalvm.nativeimage.objectfile,"
                    + "org.graalvm.nativeimage.configure,jdk.graal.compiler,"
                    + "org.graalvm.espresso.shared.svm,org.graalvm.nativeimage,org.graalvm.word";

    /**
     * Returns the environment. The compiler asks for the JVMCI of one version, and ours is next to
     * it. The encoding of names is that of the build for ever: so it is the one that Linux has
     * today.
     */
    Map<String, String> environment() {
        return Map.of("JVMCI_VERSION_CHECK", "ignore", "LC_ALL", "C.UTF-8");
    }

    /**
     * Returns how the builder is started.
     *
     * @param arguments what it gets
     * @param work where a file with options may lie
     */
    List<String> command(List<String> arguments, Path work) throws IOException {
        Path exports = work.resolve("exports.args");
        Files.write(exports, exports());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                home.resolve("bin/java").toString(),
                                "-XX:+UnlockExperimentalVMOptions",
                                "-XX:+EnableJVMCI",
                                "-XX:-UseJVMCICompiler",
                                "-XX:+UseParallelGC",
                                "-Xmx" + MEGABYTES + "m",
                                "-Xss10m",
                                "--upgrade-module-path",
                                path(true),
                                "--module-path",
                                path(false),
                                "--add-modules",
                                "ALL-DEFAULT,org.graalvm.nativeimage.builder,jdk.graal.compiler",
                                "@" + exports,
                                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                                "--enable-native-access=org.graalvm.nativeimage.builder",
                                "-Dcom.oracle.graalvm.isaot=true",
                                "-Dorg.graalvm.nativeimage.imagecode=buildtime",
                                "-Djava.system.class.loader="
                                        + "com.oracle.svm.hosted.NativeImageSystemClassLoader",
                                "-Djdk.internal.lambda.disableEagerInitialization=true",
                                "-Djdk.internal.lambda.eagerlyInitialize=false",
                                "-Djava.lang.invoke.InnerClassLambdaMetafactory"
                                        + ".initializeLambdas=false",
                                "--module",
                                "org.graalvm.nativeimage.builder/"
                                        + "com.oracle.svm.hosted.NativeImageGeneratorRunner"));
        command.addAll(arguments);
        return command;
    }

    private String path(boolean upgrades) throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            return files.filter(
                            file ->
                                    file.toString().endsWith(".jar")
                                            && (upgrades
                                                    ? UPGRADES.contains(artifact(file))
                                                    : !artifact(file).equals("compiler")))
                    .map(Path::toString)
                    .sorted()
                    .reduce((left, right) -> left + ":" + right)
                    .orElse("");
        }
    }

    private static String artifact(Path jar) {
        return String.valueOf(jar.getFileName()).replaceFirst("-\\d.*", "");
    }

    /** The builder looks at all of the JDK. */
    private static List<String> exports() {
        return ModuleFinder.ofSystem().findAll().stream()
                .map(ModuleReference::descriptor)
                .filter(module -> !NOT_EXPORTED.contains(module.name()))
                .flatMap(
                        module ->
                                module.packages().stream().map(name -> module.name() + "/" + name))
                .sorted()
                .map(name -> "--add-exports=" + name + "=" + BUILDERS)
                .toList();
    }
}
