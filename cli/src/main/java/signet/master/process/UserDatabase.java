package signet.master.process;

import static signet.master.process.CLibrary.INT;
import static signet.master.process.CLibrary.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Users and groups of the system, through the name service switch and so wherever they are kept.
 * Thread-safe.
 */
@SuppressWarnings("restricted") // calling native code is what this class is for
public final class UserDatabase {

    private static final long PASSWD = 48;
    private static final long GROUP = 32;
    private static final long LONGEST = 4096;

    private final MethodHandle getpwnam = lookup("getpwnam");
    private final MethodHandle getgrnam = lookup("getgrnam");

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

    /** Looks a user up by name. */
    public synchronized Optional<User> user(String name) {
        MemorySegment entry = find(getpwnam, name, PASSWD);
        if (entry.equals(MemorySegment.NULL)) {
            return Optional.empty();
        }
        // struct passwd: name, password, uid, gid, gecos, home, shell
        return Optional.of(
                new User(
                        name,
                        entry.get(INT, 16),
                        entry.get(INT, 20),
                        string(entry, 32),
                        string(entry, 40)));
    }

    /** Looks a group up by name and returns its ID. */
    public synchronized OptionalInt group(String name) {
        MemorySegment entry = find(getgrnam, name, GROUP);
        // struct group: name, password, gid, members
        return entry.equals(MemorySegment.NULL)
                ? OptionalInt.empty()
                : OptionalInt.of(entry.get(INT, 16));
    }

    private static MethodHandle lookup(String function) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(function),
                FunctionDescriptor.of(POINTER, POINTER));
    }

    private static MemorySegment find(MethodHandle function, String name, long size) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocateFrom(name);
            MemorySegment entry = (MemorySegment) function.invokeExact(key);
            return entry.equals(MemorySegment.NULL) ? entry : entry.reinterpret(size);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The name service failed", e);
        }
    }

    private static String string(MemorySegment entry, long offset) {
        return entry.get(POINTER, offset).reinterpret(LONGEST).getString(0);
    }
}
