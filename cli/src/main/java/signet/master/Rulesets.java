package signet.master;

import signet.master.challenge.ChallengeServing;
import signet.sandbox.PathRule;
import signet.sandbox.PathRule.Access;
import signet.sandbox.Ruleset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What client and webserver can reach in the file system: what starts them, what Java and the C
 * library open lazily, and no more. They are handed all else.
 *
 * @param home where our programs are
 * @param java where Java is
 */
record Rulesets(Path home, Path java) {

    private static final List<Path> PROGRAMS =
            paths("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64");

    /** The JVM asks for processors, memory and its control group. */
    private static final List<Path> MACHINE =
            paths(
                    "/proc",
                    "/sys/devices/system",
                    "/sys/fs/cgroup",
                    "/sys/kernel/mm",
                    "/dev/random",
                    "/dev/urandom",
                    "/dev/zero");

    /** Debian has the configuration of Java there. */
    private static final List<Path> OF_EVERY_PROGRAM =
            paths(
                    "/etc/ld.so.cache",
                    "/etc/ld.so.preload",
                    "/etc/nsswitch.conf",
                    "/etc/passwd",
                    "/etc/localtime",
                    "/etc/java-25-openjdk");

    /** Names are resolved by whatever nsswitch.conf names, with files of its own. */
    private static final List<Path> OF_THE_RESOLVER =
            paths("/etc", "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager");

    private static final Path RESOLVER = Path.of("/etc/resolv.conf");

    private static List<Path> paths(String... names) {
        return List.of(names).stream().map(Path::of).toList();
    }

    /** Returns what the webserver is left. */
    Ruleset webserver() {
        List<PathRule> rules = common();
        rules.addAll(rules(OF_EVERY_PROGRAM, Access.READ));
        return new Ruleset(rules, false);
    }

    /** Returns what the client is left. */
    Ruleset client(ChallengeServing challenges) throws IOException {
        List<PathRule> rules = common();
        rules.addAll(rules(OF_THE_RESOLVER, Access.READ));
        if (RESOLVER.toFile().exists()) {
            rules.add(new PathRule(RESOLVER.toRealPath(), Access.READ));
        }
        if (challenges.writtenByClient()) {
            rules.add(new PathRule(challenges.clientDirectory(), Access.MAKE_FILES));
        }
        return new Ruleset(rules, true);
    }

    private List<PathRule> common() {
        List<PathRule> rules = new ArrayList<>(rules(PROGRAMS, Access.EXECUTE));
        rules.addAll(rules(List.of(home, java), Access.EXECUTE));
        rules.addAll(rules(MACHINE, Access.READ));
        rules.add(new PathRule(Path.of("/dev/null"), Access.WRITE));
        return rules;
    }

    private static List<PathRule> rules(List<Path> paths, Access access) {
        return paths.stream().map(path -> new PathRule(path, access)).toList();
    }
}
