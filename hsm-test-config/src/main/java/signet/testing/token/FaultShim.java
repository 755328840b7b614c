package signet.testing.token;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PKCS#11 module, compiled in a folder of the test, that passes every call on to another one and
 * fails as told, in as many processes as load it. Users that can reach the folder can use it.
 */
public final class FaultShim {

    private static final List<String> SOURCES = List.of("shim.h", "shim.c", "control.c", "log.c");

    private final Path folder;
    private final Map<String, String> environment;
    private final AtomicInteger generation = new AtomicInteger();

    private FaultShim(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Compiles it, about a third of a second.
     *
     * @param folder an existing folder, absolute
     * @param module the module behind it
     * @param environment what the module behind it needs
     */
    public static FaultShim build(Path folder, Path module, Map<String, String> environment)
            throws IOException {
        var all = new HashMap<>(environment);
        all.put("SHIM_MODULE", module.toString());
        all.put("SHIM_CONTROL", folder.resolve("shim.control").toString());
        all.put("SHIM_LOG", folder.resolve("shim.log").toString());
        var shim = new FaultShim(folder, all);
        shim.compile();
        shim.clearLog();
        shim.set(Controls.none());
        return shim;
    }

    private void compile() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("shim"));
        for (String name : SOURCES) {
            try (InputStream in = FaultShim.class.getResourceAsStream("shim/" + name)) {
                if (in == null) {
                    throw new IOException("the resource shim/" + name + " is missing");
                }
                Files.write(sources.resolve(name), in.readAllBytes());
            }
        }
        var gcc = new ArrayList<>(List.of("gcc", "-std=gnu11", "-shared", "-fPIC", "-O1"));
        gcc.addAll(List.of("-Wall", "-Wextra", "-Werror", "-fvisibility=hidden"));
        gcc.addAll(List.of("-I/usr/include/p11-kit-1", "-o", modulePath().toString()));
        for (String name : SOURCES) {
            if (name.endsWith(".c")) {
                gcc.add(sources.resolve(name).toString());
            }
        }
        gcc.addAll(List.of("-Wl,--no-undefined", "-ldl"));
        new Command(folder, Map.of()).run(gcc);
    }

    /** Returns the module. */
    public Path modulePath() {
        return folder.resolve("shim.so");
    }

    /** Returns what a process needs in its environment, the module behind included. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Sets the behaviour from the next call on, instead of the one before. */
    public void set(Controls controls) throws IOException {
        Path counters = folder.resolve("shim.counters." + generation.incrementAndGet());
        Files.write(counters, new byte[0]);
        forAll(counters, "rw-rw-rw-");
        Path next = folder.resolve("shim.control.next");
        Files.writeString(next, controls.text(counters));
        forAll(next, "rw-r--r--");
        Files.move(next, folder.resolve("shim.control"), ATOMIC_MOVE);
    }

    /** Returns the calls since the start or {@link #clearLog()}. */
    public CallLog log() throws IOException {
        return CallLog.parse(Files.readAllLines(folder.resolve("shim.log")));
    }

    /** Forgets the calls up to now. */
    public void clearLog() throws IOException {
        Files.write(folder.resolve("shim.log"), new byte[0]);
        forAll(folder.resolve("shim.log"), "rw-rw-rw-");
    }

    private static void forAll(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
