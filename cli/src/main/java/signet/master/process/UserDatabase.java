package signet.master.process;

import static signet.master.process.CLibrary.INT;
import static signet.master.process.CLibrary.LONG;
import static signet.master.process.CLibrary.check;
import static signet.master.process.CLibrary.checkErrorNumber;

import signet.libc.CFunction;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Users and groups of the system, through the name service switch and so wherever they are kept.
 * What nobody is named is taken for a number where it is one, as by chown(1). Thread-safe.
 */
public final class UserDatabase {

    private static final long PASSWD = 48;
    private static final long GROUP = 32;

    /** The texts of an entry; a group's have all its members. */
    private static final long SMALL = 1 << 12;

    private static final long LARGE = 1 << 22;
    private static final int ERANGE = 34;

    /** What some sources of users say, by getpwnam(3), where there is no such user. */
    private static final Set<Long> NOT_FOUND = Set.of(1L, 2L, 3L, 9L);

    private static final CFunction GETPWNAM = CFunction.returningInt("getpwnam_r");
    private static final CFunction GETPWUID = CFunction.returningInt("getpwuid_r");
    private static final CFunction GETGRNAM = CFunction.returningInt("getgrnam_r");
    private static final CFunction OPEN = CFunction.returningInt("open");
    private static final CFunction CLOSE = CFunction.returningInt("close");
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int ENOENT = 2;

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

    /**
     * Looks a user up by name or number.
     *
     * @throws NativeException where the database can't be read, which does not mean that there is
     *     no such user
     */
    public Optional<User> user(String text) throws NativeException {
        Optional<User> user = byName(GETPWNAM, PASSWD, text, UserDatabase::user);
        OptionalInt uid = number(text);
        return user.isPresent() || uid.isEmpty()
                ? user
                : find(GETPWUID, PASSWD, text, uid.getAsInt(), UserDatabase::user);
    }

    /**
     * Looks a user up by name and returns its ID; a number is one, be it known or not.
     *
     * @throws NativeException where the database can't be read
     */
    public OptionalInt userId(String text) throws NativeException {
        Optional<User> user = byName(GETPWNAM, PASSWD, text, UserDatabase::user);
        return user.map(found -> OptionalInt.of(found.uid())).orElseGet(() -> number(text));
    }

    /**
     * Looks a group up by name and returns its ID; a number is one, be it known or not.
     *
     * @throws NativeException where the database can't be read
     */
    public OptionalInt group(String text) throws NativeException {
        // struct group: name, password, gid, members
        Optional<Integer> gid = byName(GETGRNAM, GROUP, text, entry -> entry.get(INT, 16));
        return gid.map(OptionalInt::of).orElseGet(() -> number(text));
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

    private static <T> Optional<T> byName(
            CFunction function, long size, String name, Function<MemorySegment, T> reading)
            throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            return find(function, size, name, arena.allocateFrom(name).address(), reading);
        }
    }

    /** Finds an entry, with ever more room for its texts where they don't fit. */
    private static <T> Optional<T> find(
            CFunction function,
            long size,
            String name,
            long argument,
            Function<MemorySegment, T> reading)
            throws NativeException {
        for (long room = SMALL; true; room *= 8) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment entry = arena.allocate(size, LONG.byteAlignment());
                MemorySegment texts = arena.allocate(room);
                MemorySegment found = arena.allocate(LONG);
                long error =
                        function.call(
                                argument, entry.address(), texts.address(), room, found.address());
                if (found.get(LONG, 0) != 0) {
                    return Optional.of(reading.apply(entry));
                }
                if (error == 0 || NOT_FOUND.contains(error)) {
                    requireReadable(name);
                    return Optional.empty();
                }
                if (error != ERANGE || room >= LARGE) {
                    checkErrorNumber(lookUp(name), error);
                }
            }
        }
    }

    /**
     * Where one source can't be read and the next does not know the name, the C library says that
     * nobody has it: so without a free descriptor no user seems to exist.
     */
    private static void requireReadable(String name) throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment file = arena.allocateFrom("/etc/passwd");
            long descriptor = check(lookUp(name), () -> OPEN.call(file.address(), CLOSE_ON_EXEC));
            long _ = CLOSE.call(descriptor);
        } catch (NativeException e) {
            if (e.errno() != ENOENT) {
                throw e;
            }
        }
    }

    private static String lookUp(String name) {
        return "can't look up \"" + name + "\"";
    }

    private static String string(MemorySegment entry, long offset) {
        return CFunction.memoryAt(entry.get(LONG, offset), LARGE).getString(0);
    }
}
