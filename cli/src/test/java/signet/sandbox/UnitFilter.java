package signet.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The filter of system calls that systemd would make of a unit's SystemCallFilter=,
 * RestrictAddressFamilies=AF_UNIX, RestrictNamespaces=yes and SystemCallArchitectures=native.
 */
public final class UnitFilter {

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int EAFNOSUPPORT = 97;
    private static final int AF_UNIX = 1;

    /** CLONE_NEWNS, CGROUP, UTS, IPC, USER, PID and NET. */
    private static final int NEW_NAMESPACES =
            0x00020000
                    | 0x02000000
                    | 0x04000000
                    | 0x08000000
                    | 0x10000000
                    | 0x20000000
                    | 0x40000000;

    private UnitFilter() {}

    /** Returns the program for a unit file. */
    public static byte[] of(Path unit) throws IOException, InterruptedException {
        Architecture architecture = Architecture.current().orElseThrow();
        Map<String, Integer> numbers = numbers();
        Bpf bpf = new Bpf();
        bpf.load(Bpf.ARCHITECTURE).ifEqual(architecture.audit(), 1).killProcess();
        bpf.load(Bpf.NUMBER);
        bpf.unlessEqual(SystemCall.CLONE3.number(architecture), 1).fail(ENOSYS);
        bpf.unlessEqual(SystemCall.SOCKET.number(architecture), 4)
                .load(Bpf.argument(0))
                .unlessEqual(AF_UNIX, 1)
                .allow()
                .fail(EAFNOSUPPORT);
        bpf.unlessEqual(SystemCall.CLONE.number(architecture), 4)
                .load(Bpf.argument(0))
                .unlessAnyBit(NEW_NAMESPACES, 1)
                .fail(EPERM)
                .allow();
        for (String name : allowed(unit)) {
            Integer number = numbers.get(name);
            if (number != null) {
                bpf.unlessEqual(number, 1).allow();
            }
        }
        return bpf.fail(EPERM).toBytes();
    }

    /** Returns the numbers of prctl(2) and seccomp(2). */
    public static List<String> ownCalls() {
        Architecture architecture = Architecture.current().orElseThrow();
        return List.of(
                Integer.toString(SystemCall.PRCTL.number(architecture)),
                Integer.toString(SystemCall.SECCOMP.number(architecture)));
    }

    private static Set<String> allowed(Path unit) throws IOException, InterruptedException {
        Map<String, Set<String>> groups = groups();
        Set<String> allowed = new LinkedHashSet<>(expand("@default", groups));
        for (String line : Files.readAllLines(unit)) {
            if (line.startsWith("SystemCallFilter=")) {
                String value = line.substring("SystemCallFilter=".length());
                boolean remove = value.startsWith("~");
                for (String word : value.substring(remove ? 1 : 0).split(" ", -1)) {
                    Set<String> calls = expand(word, groups);
                    if (remove) {
                        allowed.removeAll(calls);
                    } else {
                        allowed.addAll(calls);
                    }
                }
            }
        }
        return allowed;
    }

    private static Set<String> expand(String word, Map<String, Set<String>> groups) {
        if (!word.startsWith("@")) {
            return Set.of(word);
        }
        Set<String> calls = new LinkedHashSet<>();
        for (String member : groups.getOrDefault(word, Set.of())) {
            calls.addAll(expand(member, groups));
        }
        return calls;
    }

    private static Map<String, Set<String>> groups() throws IOException, InterruptedException {
        Map<String, Set<String>> groups = new HashMap<>();
        Set<String> current = new LinkedHashSet<>();
        for (String line : run("systemd-analyze", "syscall-filter", "--no-pager").split("\n", -1)) {
            if (line.startsWith("@")) {
                current = new LinkedHashSet<>();
                groups.put(line.strip(), current);
            } else if (line.startsWith("    ") && !line.strip().startsWith("#")) {
                current.add(line.strip());
            }
        }
        return groups;
    }

    /** As the compiler knows them: __NR_name, which may lead to another macro. */
    private static Map<String, Integer> numbers() throws IOException, InterruptedException {
        Map<String, String> macros = new HashMap<>();
        for (String line :
                run("sh", "-c", "echo '#include <asm/unistd.h>' | gcc -E -dM -").split("\n", -1)) {
            String[] words = line.split(" ", 3);
            if (words.length == 3) {
                macros.put(words[1], words[2]);
            }
        }
        Map<String, Integer> numbers = new HashMap<>();
        macros.forEach(
                (name, value) -> {
                    String number = macros.getOrDefault(value, value);
                    if (name.startsWith("__NR_") && number.matches("\\d+")) {
                        numbers.put(name.substring("__NR_".length()), Integer.parseInt(number));
                    }
                });
        return numbers;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " failed");
        }
        return output;
    }
}
