package signet.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files and directories that a program sees in the place of others of this machine, which stay as
 * they are for everybody else: a mount namespace.
 *
 * @param binds what is seen, by the place where it is
 */
record Mounts(Map<String, Path> binds) {

    Mounts {
        binds = new LinkedHashMap<>(binds);
    }

    /** Returns the command that runs another one with this view. */
    String[] around(String... command) {
        List<String> words =
                new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
        String bind = "mount --bind \"$1\" \"$2\" && shift 2 && ";
        words.addAll(List.of("sh", "-c", bind.repeat(binds.size()) + "exec \"$@\"", "sh"));
        binds.forEach((place, seen) -> words.addAll(List.of(seen.toString(), place)));
        words.addAll(List.of(command));
        return words.toArray(String[]::new);
    }
}
