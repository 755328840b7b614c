package signet.nativeimage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shared libraries of the JDK that the native programs are linked to. */
final class JdkLibraries {

    /** What java.base and jdk.net have, as far as our programs use it. */
    static final List<String> NAMES = List.of("java", "net", "nio", "zip", "extnet");

    private static final Pattern OF_THE_JVM = Pattern.compile("\\bU ((JVM|jio)_\\w+)");
    private static final Pattern DEFINED = Pattern.compile("\\bT ((JVM|jio)_\\w+)");

    private JdkLibraries() {}

    /** Returns the file of a library. */
    static Path file(Path jdk, String name) {
        return jdk.resolve("lib/lib" + name + ".so");
    }

    /**
     * Returns the source of the functions of a JVM that the libraries name and nobody has written:
     * each of them says so, and ends the process.
     *
     * @param written the objects with those that are there
     */
    static String missing(Path jdk, Collection<Path> written, Path log)
            throws IOException, InterruptedException, BuildException {
        TreeSet<String> names = new TreeSet<>();
        for (String name : NAMES) {
            names.addAll(symbols(List.of("nm", "-D", file(jdk, name).toString()), OF_THE_JVM, log));
        }
        for (Path object : written) {
            names.removeAll(symbols(List.of("nm", object.toString()), DEFINED, log));
        }
        StringBuilder source = new StringBuilder("/* Made by the build. */\n#include \"jvm.h\"\n");
        for (String name : names) {
            source.append("void ").append(name).append("(void);\n");
            source.append("void ").append(name).append("(void)\n{\n    signet_missing(\"");
            source.append(name).append("\");\n}\n");
        }
        return source.toString();
    }

    private static List<String> symbols(List<String> command, Pattern wanted, Path log)
            throws IOException, InterruptedException, BuildException {
        Command.run(command, Map.of(), log);
        Matcher matcher = wanted.matcher(Files.readString(log, StandardCharsets.UTF_8));
        return matcher.results().map(found -> found.group(1)).toList();
    }
}
