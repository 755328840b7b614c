package signet.client;

import signet.files.SystemFile;
import signet.libc.CFunction;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads the modules by which the C library resolves names, as {@code /etc/nsswitch.conf} says. It
 * would load each when it asks it first, which is too late in a sandbox where nothing can be mapped
 * executable.
 */
final class NameServices {

    private static final Path CONFIGURATION = Path.of("/etc/nsswitch.conf");

    private static final int RTLD_NOW = 2;

    private static final Pattern HOSTS = Pattern.compile("\\s*hosts\\s*:(.*)");

    /** What to do after an answer: {@code [NOTFOUND=return]}. */
    private static final Pattern ACTION = Pattern.compile("\\[[^]]*\\]");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

    private NameServices() {}

    /** Loads them, as far as they are there: the C library goes on without those that are not. */
    static void load() {
        try {
            load(SystemFile.lines(CONFIGURATION));
        } catch (IOException _) {
            // Without the file the C library asks what is built into it.
        }
    }

    static void load(List<String> configuration) {
        CFunction load = CFunction.returningLong("dlopen");
        for (String name : names(configuration)) {
            try (Arena arena = Arena.ofConfined()) {
                String library = "libnss_" + name + ".so.2";
                long _ = load.call(arena.allocateFrom(library).address(), RTLD_NOW);
            }
        }
    }

    static List<String> names(List<String> configuration) {
        return configuration.stream()
                .map(line -> HOSTS.matcher(line.replaceFirst("#.*", "")))
                .filter(Matcher::matches)
                .map(matcher -> ACTION.matcher(matcher.group(1)).replaceAll(" "))
                .flatMap(text -> NAME.matcher(text).results().map(MatchResult::group))
                .distinct()
                .toList();
    }
}
