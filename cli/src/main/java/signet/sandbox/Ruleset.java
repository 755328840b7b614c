package signet.sandbox;

import java.util.List;

/**
 * What Landlock leaves to a process. Files that no rule allows, it can neither read nor change, and
 * what was opened before stays open. It binds no TCP port and signals no process outside.
 *
 * @param paths what it can reach in the file system
 * @param connects whether it may connect TCP sockets
 */
public record Ruleset(List<PathRule> paths, boolean connects) {

    /** Copies the list. */
    public Ruleset {
        paths = List.copyOf(paths);
    }
}
