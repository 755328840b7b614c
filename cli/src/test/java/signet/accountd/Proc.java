package signet.accountd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel tells of a process. */
final class Proc {

    private Proc() {}

    static String read(long pid, String file) throws IOException {
        return new String(
                Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)),
                StandardCharsets.ISO_8859_1);
    }
}
