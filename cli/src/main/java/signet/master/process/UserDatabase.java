package signet.master.process;

import static signet.master.process.CLibrary.INT;
import static signet.master.process.CLibrary.LONG;

import signet.libc.CFunction;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Users and groups of the system, through the name service switch and so wherever they are kept.
 * What nobody is named is taken for a number where it is one, as by chown(1). Thread-safe.
 */
public final class UserDatabase {

    private static final long PASSWD = 48;
    private static final long GROUP = 32;
    private static final long LONGEST = 4096;
    private static final long NONE = 0;

    private static final CFunction GETPWNAM = CFunction.returningLong("getpwnam");
    private static final CFunction GETPWUID = CFunction.returningLong("getpwuid");
    private static final CFunction GETGRNAM = CFunction.returningLong("getgrnam");

    /**
     * A user of the system.
     *
     * @param name the login name
     * @param uid the user ID
     * @param gid the ID of the primary group
     * @param home the home directory
     * @param shell the login shell
     */
    public record User(String name, int uid, int gid, String home, String shell) {}

    /** Looks a user up by name or number. */
    public synchronized Optional<User> user(String text) {
        long entry = find(GETPWNAM, text);
        if (entry == NONE) {
            OptionalInt uid = number(text);
            if (uid.isEmpty()) {
                return Optional.empty();
            }
            entry = GETPWUID.call(uid.getAsInt());
        }
        return entry == NONE
                ? Optional.empty()
                : Optional.of(user(CFunction.memoryAt(entry, PASSWD)));
    }

    /** Looks a user up by name and returns its ID; a number is one, be it known or not. */
    public synchronized OptionalInt userId(String text) {
        long entry = find(GETPWNAM, text);
        return entry == NONE
                ? number(text)
                : OptionalInt.of(user(CFunction.memoryAt(entry, PASSWD)).uid());
    }

    /** Looks a group up by name and returns its ID; a number is one, be it known or not. */
    public synchronized OptionalInt group(String text) {
        long entry = find(GETGRNAM, text);
        // struct group: name, password, gid, members
        return entry == NONE
                ? number(text)
                : OptionalInt.of(CFunction.memoryAt(entry, GROUP).get(INT, 16));
    }

    /** Reads an ID; the last one, -1, would mean to change nothing. */
    static OptionalInt number(String text) {
        return text.matches("[0-9]{1,9}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    private static User user(MemorySegment entry) {
        // struct passwd: name, password, uid, gid, gecos, home, shell
        return new User(
                string(entry, 0),
                entry.get(INT, 16),
                entry.get(INT, 20),
                string(entry, 32),
                string(entry, 40));
    }

    private static long find(CFunction function, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return function.call(arena.allocateFrom(name).address());
        }
    }

    private static String string(MemorySegment entry, long offset) {
        return CFunction.memoryAt(entry.get(LONG, offset), LONGEST).getString(0);
    }
}
