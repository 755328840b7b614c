package signet.master;

import signet.master.challenge.ChallengeServing;
import signet.master.process.Privileges;
import signet.sandbox.PathRule;
import signet.sandbox.PathRule.Access;
import signet.sandbox.Ruleset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What client and webserver can reach in the file system: what starts them, what the C library, and
 * Java where they are no native programs, open lazily, and no more. They are handed all else.
 *
 * @param home where our programs are
 * @param java where Java is; empty where the programs are native ones
 */
record Rulesets(Path home, Optional<Path> java) {

    /** What drops the privileges, and the C library with the modules that it loads. */
    private static final List<Path> PROGRAMS =
            paths(
                    Privileges.SETPRIV,
                    "/usr/lib",
                    "/usr/lib32",
                    "/usr/lib64",
                    "/lib",
                    "/lib32",
                    "/lib64");

    private static final List<Path> MACHINE = paths("/proc", "/dev/random", "/dev/urandom");

    private static final List<Path> OF_EVERY_PROGRAM =
            paths(
                    "/etc/ld.so.cache",
                    "/etc/ld.so.preload",
                    "/etc/nsswitch.conf",
                    "/etc/passwd",
                    "/etc/localtime");

    /** A launcher, which may look for Java anywhere there. */
    private static final List<Path> PROGRAMS_OF_JAVA = paths("/usr", "/bin", "/sbin");

    /**
     * The JVM asks for processors, memory and its control group. Debian has the configuration of
     * Java below /etc.
     */
    private static final List<Path> MACHINE_OF_JAVA =
            paths(
                    "/sys/devices/system",
                    "/sys/fs/cgroup",
                    "/sys/kernel/mm",
                    "/dev/zero",
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
        rules.addAll(rules(List.of(home), Access.EXECUTE));
        rules.addAll(rules(MACHINE, Access.READ));
        if (java.isPresent()) {
            rules.addAll(rules(PROGRAMS_OF_JAVA, Access.EXECUTE));
            rules.addAll(rules(List.of(java.get()), Access.EXECUTE));
            rules.addAll(rules(MACHINE_OF_JAVA, Access.READ));
        }
        rules.add(new PathRule(Path.of("/dev/null"), Access.WRITE));
        return rules;
    }

    private static List<PathRule> rules(List<Path> paths, Access access) {
        return paths.stream().map(path -> new PathRule(path, access)).toList();
    }
}
