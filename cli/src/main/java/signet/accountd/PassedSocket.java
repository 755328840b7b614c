package signet.accountd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A listening socket that a service manager has passed to this process: the protocol of
 * sd_listen_fds(3).
 *
 * @param descriptor its number, 3 or higher
 * @param name its FileDescriptorName=
 */
record PassedSocket(int descriptor, String name) {

    private static final int FIRST = 3;
    private static final int MOST = 64;

    /**
     * Returns all that were passed; none where the variables are missing, or are for another
     * process.
     *
     * @param pid who we are
     * @throws IOException where the variables are wrong
     */
    static List<PassedSocket> all(Map<String, String> environment, long pid) throws IOException {
        String count = environment.get("LISTEN_FDS");
        if (count == null || !Long.toString(pid).equals(environment.get("LISTEN_PID"))) {
            return List.of();
        }
        if (!count.matches("\\d{1,4}") || Integer.parseInt(count) > MOST) {
            throw new IOException("LISTEN_FDS is \"" + count + "\", not a number up to " + MOST);
        }
        // An empty value is one empty name.
        String[] names = environment.getOrDefault("LISTEN_FDNAMES", "").split(":", -1);
        List<PassedSocket> sockets = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(count); i++) {
            String name = i < names.length && !names[i].isEmpty() ? names[i] : "unknown";
            sockets.add(new PassedSocket(FIRST + i, name));
        }
        return sockets;
    }
}
