package signet.master.install;

import signet.files.SystemFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Permission bits: those configured, or 0644 without what the umask takes away. */
final class FileMode {

    private static final int DEFAULT = 0644;

    private FileMode() {}

    static int of(OptionalInt configured) throws IOException {
        return configured.isPresent() ? configured.getAsInt() : DEFAULT & ~umask();
    }

    private static int umask() throws IOException {
        return SystemFile.lines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Umask:"))
                .map(line -> Integer.parseInt(line.substring("Umask:".length()).strip(), 8))
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/self/status has no Umask"));
    }
}
