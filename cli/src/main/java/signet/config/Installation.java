package signet.config;

import signet.libc.NativeProgram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the distribution is that a program belongs to. */
public final class Installation {

    /** The launchers of the Java programs set it; a native program finds it out itself. */
    private static final String PROPERTY = "signet.home";

    private static final Path EXECUTABLE = Path.of("/proc/self/exe");

    private Installation() {}

    /**
     * Finds it out, once, at the start: where a package is upgraded meanwhile, the executable has
     * no name any more.
     */
    public static void find() {
        if (System.getProperty(PROPERTY) == null && NativeProgram.isRunning()) {
            try {
                Path executable = Files.readSymbolicLink(EXECUTABLE);
                Path folder = executable.resolveSibling("..").normalize();
                System.setProperty(PROPERTY, folder.toString());
            } catch (IOException _) {
                // Without /proc: whoever needs it says so.
            }
        }
    }

    /** Returns the folder; empty where the program was not started by its launcher. */
    public static Optional<Path> folder() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
    }

    /** Returns the folder of the Java that runs this program; empty where it is a native one. */
    public static Optional<Path> java() {
        return Optional.ofNullable(System.getProperty("java.home")).map(Path::of);
    }
}
