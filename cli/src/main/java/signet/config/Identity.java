package signet.config;

import org.jspecify.annotations.Nullable;

import signet.files.SystemFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who a process runs as: the real ids with their names.
 *
 * @param user the user name; the number where it has none
 * @param uid the user id
 * @param group the group name; the number where it has none
 * @param gid the group id
 * @param home the home directory of the user data base, whatever {@code $HOME} says
 */
public record Identity(String user, long uid, String group, long gid, Path home) {

    /**
     * Returns who this process runs as.
     *
     * @throws IOException where /proc can't be read
     */
    public static Identity ofProcess() throws IOException {
        List<String> status = SystemFile.lines(Path.of("/proc/self/status"));
        long uid = realId(status, "Uid:");
        long gid = realId(status, "Gid:");
        // The JDK asks the user data base, not the environment, for both of these.
        String user = known(System.getProperty("user.name")).orElse(Long.toString(uid));
        Path home = Path.of(known(System.getProperty("user.home")).orElse("/"));
        return new Identity(user, uid, groupName(gid), gid, home);
    }

    /**
     * Returns another user, as the user data base knows it.
     *
     * @throws IOException where the groups can't be read
     */
    public static Identity of(String user, long uid, long gid, Path home) throws IOException {
        return new Identity(user, uid, groupName(gid), gid, home);
    }

    private static Optional<String> known(@Nullable String property) {
        return Optional.ofNullable(property).filter(p -> !p.isEmpty() && !p.equals("?"));
    }

    private static long realId(List<String> status, String field) throws IOException {
        return status.stream()
                .filter(line -> line.startsWith(field))
                .map(
                        line ->
                                Long.parseLong(
                                        line.substring(field.length()).strip().split("\\s", 2)[0]))
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/self/status has no " + field));
    }

    private static String groupName(long gid) throws IOException {
        String number = Long.toString(gid);
        Path groups = Path.of("/etc/group");
        if (!Files.isReadable(groups)) {
            return number;
        }
        return SystemFile.lines(groups).stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length >= 3 && fields[2].equals(number))
                .map(fields -> fields[0])
                .findFirst()
                .orElse(number);
    }
}
