package signet.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The native programs: those that are started anew for each run. signet-token loads PKCS#11 modules
 * through SunPKCS11, and signet-accountd signs as fast as it does by what a JVM makes of it while
 * it runs.
 */
final class Executables {

    /** As the launchers in Java's distribution name their jars: they are the one list. */
    private static final Pattern JARS = Pattern.compile("signet_launch(?:_short)? \"([^\"]+)\"");

    private Executables() {}

    /**
     * Returns them, those first that take longest to build.
     *
     * @param distribution the Java programs
     */
    static List<Executable> of(Path distribution) throws IOException, BuildException {
        return List.of(
                program(distribution, "bin", "signet", "signet.master.Main", 128),
                new Executable(
                        "signet-client",
                        "libexec",
                        "signet.client.Main",
                        jars(distribution.resolve("libexec/signet-client")),
                        64,
                        List.of("-H:EnableURLProtocols=http,https")),
                program(distribution, "libexec", "signet-webserver", "signet.webserver.Main", 64));
    }

    private static Executable program(
            Path distribution, String folder, String name, String mainClass, int heap)
            throws IOException, BuildException {
        return new Executable(
                name,
                folder,
                mainClass,
                jars(distribution.resolve(folder).resolve(name)),
                heap,
                List.of());
    }

    private static List<String> jars(Path launcher) throws IOException, BuildException {
        Matcher matcher = JARS.matcher(Files.readString(launcher));
        if (!matcher.find()) {
            throw new BuildException(launcher + " names no jars");
        }
        return List.of(matcher.group(1).strip().split("\\s+"));
    }
}
