package signet.master.process;

import static signet.master.process.CLibrary.INT;
import static signet.master.process.CLibrary.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Users and groups of the system, through the name service switch and so wherever they are kept.
 * What nobody is named is taken for a number where it is one, as by chown(1). Thread-safe.
 */
@SuppressWarnings("restricted") // calling native code is what this class is for
public final class UserDatabase {

    private static final long PASSWD = 48;
    private static final long GROUP = 32;
    private static final long LONGEST = 4096;

    private final MethodHandle getpwnam = lookup("getpwnam", POINTER);
    private final MethodHandle getpwuid = lookup("getpwuid", INT);
    private final MethodHandle getgrnam = lookup("getgrnam", POINTER);

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
        MemorySegment entry = find(getpwnam, text, PASSWD);
        if (entry.equals(MemorySegment.NULL)) {
            OptionalInt uid = number(text);
            if (uid.isEmpty()) {
                return Optional.empty();
            }
            entry = find(getpwuid, uid.getAsInt(), PASSWD);
        }
        return entry.equals(MemorySegment.NULL) ? Optional.empty() : Optional.of(user(entry));
    }

    /** Looks a group up by name and returns its ID; a number is one, be it known or not. */
    public synchronized OptionalInt group(String text) {
        MemorySegment entry = find(getgrnam, text, GROUP);
        // struct group: name, password, gid, members
        return entry.equals(MemorySegment.NULL) ? number(text) : OptionalInt.of(entry.get(INT, 16));
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

    private static MethodHandle lookup(String function, MemoryLayout key) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(function), FunctionDescriptor.of(POINTER, key));
    }

    private static MemorySegment find(MethodHandle function, String name, long size) {
        try (Arena arena = Arena.ofConfined()) {
            return sized((MemorySegment) function.invokeExact(arena.allocateFrom(name)), size);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The name service failed", e);
        }
    }

    private static MemorySegment find(MethodHandle function, int id, long size) {
        try {
            return sized((MemorySegment) function.invokeExact(id), size);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The name service failed", e);
        }
    }

    private static MemorySegment sized(MemorySegment entry, long size) {
        return entry.equals(MemorySegment.NULL) ? entry : entry.reinterpret(size);
    }

    private static String string(MemorySegment entry, long offset) {
        return entry.get(POINTER, offset).reinterpret(LONGEST).getString(0);
    }
}
