package signet.master.process;

import static signet.master.process.CLibrary.INT;
import static signet.master.process.CLibrary.POINTER;
import static signet.master.process.CLibrary.checkErrorNumber;

import signet.libc.CFunction;
import signet.libc.ErrorNumber;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * posix_spawn(3). Unlike {@link ProcessBuilder} it puts any descriptor at any number of the child,
 * without a moment in which our own standard streams are others' ones.
 */
final class NativeSpawn {

    // All of these are glibc's on Linux, the same for every 64-bit architecture.
    private static final int SETSIGDEF = 0x04;
    private static final int SETSIGMASK = 0x08;
    private static final int SETSID = 0x80;

    /** More than sizeof(posix_spawnattr_t), posix_spawn_file_actions_t and sigset_t. */
    private static final long STRUCTURE = 512;

    private static final CFunction ACTIONS_INIT =
            CFunction.returningInt("posix_spawn_file_actions_init");
    private static final CFunction ACTIONS_DESTROY =
            CFunction.returningInt("posix_spawn_file_actions_destroy");
    private static final CFunction ADD_DUP2 =
            CFunction.returningInt("posix_spawn_file_actions_adddup2");
    private static final CFunction ADD_CLOSE_FROM =
            CFunction.returningInt("posix_spawn_file_actions_addclosefrom_np");
    private static final CFunction ADD_CHDIR =
            CFunction.returningInt("posix_spawn_file_actions_addchdir_np");
    private static final CFunction ATTRIBUTES_INIT = CFunction.returningInt("posix_spawnattr_init");
    private static final CFunction ATTRIBUTES_DESTROY =
            CFunction.returningInt("posix_spawnattr_destroy");
    private static final CFunction SET_FLAGS = CFunction.returningInt("posix_spawnattr_setflags");
    private static final CFunction SET_DEFAULT_SIGNALS =
            CFunction.returningInt("posix_spawnattr_setsigdefault");
    private static final CFunction SET_SIGNAL_MASK =
            CFunction.returningInt("posix_spawnattr_setsigmask");
    private static final CFunction FILL_SIGNALS = CFunction.returningInt("sigfillset");
    private static final CFunction SPAWN = CFunction.returningInt("posix_spawn");

    private NativeSpawn() {}

    /**
     * Loads the classes that {@link #spawn} needs, also where it fails: a thread that Landlock
     * restricts may not be able to read them, and a class that was missed once is missed for good.
     * To call it loads this class and the functions above.
     */
    static void load() {
        Objects.requireNonNull(CLibrary.class);
        Objects.requireNonNull(ErrorNumber.class);
        Objects.requireNonNull(NativeException.class);
    }

    /** Starts the process and returns its process ID. */
    static int spawn(ProcessSpec spec) throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(STRUCTURE, 16);
            MemorySegment attributes = arena.allocate(STRUCTURE, 16);
            checkErrorNumber("posix_spawn", ACTIONS_INIT.call(actions.address()));
            checkErrorNumber("posix_spawn", ATTRIBUTES_INIT.call(attributes.address()));
            try {
                fillActions(arena, actions, spec);
                fillAttributes(arena, attributes, spec.terminal());
                return spawn(arena, spec, actions, attributes);
            } finally {
                checkErrorNumber("posix_spawn", ACTIONS_DESTROY.call(actions.address()));
                checkErrorNumber("posix_spawn", ATTRIBUTES_DESTROY.call(attributes.address()));
            }
        }
    }

    private static void fillActions(Arena arena, MemorySegment actions, ProcessSpec spec)
            throws NativeException {
        int next = 3;
        for (Map.Entry<Integer, Descriptor> entry : new TreeMap<>(spec.descriptors()).entrySet()) {
            int target = entry.getKey();
            int source = entry.getValue().number();
            checkErrorNumber("dup2", ADD_DUP2.call(actions.address(), source, target));
            next = Math.max(next, target + 1);
        }
        checkErrorNumber("closefrom", ADD_CLOSE_FROM.call(actions.address(), next));
        MemorySegment directory = arena.allocateFrom(spec.directory().toString());
        checkErrorNumber("chdir", ADD_CHDIR.call(actions.address(), directory.address()));
    }

    /** The JVM blocks and ignores signals for itself; the child starts with none of that. */
    private static void fillAttributes(Arena arena, MemorySegment attributes, boolean terminal)
            throws NativeException {
        MemorySegment none = arena.allocate(STRUCTURE, 16);
        MemorySegment all = arena.allocate(STRUCTURE, 16);
        checkErrorNumber("sigfillset", FILL_SIGNALS.call(all.address()));
        checkErrorNumber("signals", SET_DEFAULT_SIGNALS.call(attributes.address(), all.address()));
        checkErrorNumber("signals", SET_SIGNAL_MASK.call(attributes.address(), none.address()));
        short flags = (short) (SETSIGDEF | SETSIGMASK | (terminal ? 0 : SETSID));
        checkErrorNumber("flags", SET_FLAGS.call(attributes.address(), flags));
    }

    private static int spawn(
            Arena arena, ProcessSpec spec, MemorySegment actions, MemorySegment attributes)
            throws NativeException {
        MemorySegment pid = arena.allocate(INT);
        MemorySegment program = arena.allocateFrom(spec.command().getFirst());
        MemorySegment arguments = strings(arena, spec.command());
        MemorySegment environment =
                strings(
                        arena,
                        new TreeMap<>(spec.environment())
                                .entrySet().stream()
                                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                                        .toList());
        checkErrorNumber(
                "Can't start " + spec.command().getFirst() + " in " + spec.directory(),
                SPAWN.call(
                        pid.address(),
                        program.address(),
                        actions.address(),
                        attributes.address(),
                        arguments.address(),
                        environment.address()));
        return pid.get(INT, 0);
    }

    private static MemorySegment strings(Arena arena, List<String> values) {
        MemorySegment array = arena.allocate(POINTER, values.size() + 1L);
        for (int i = 0; i < values.size(); i++) {
            array.setAtIndex(POINTER, i, arena.allocateFrom(values.get(i)));
        }
        array.setAtIndex(POINTER, values.size(), MemorySegment.NULL);
        return array;
    }
}
