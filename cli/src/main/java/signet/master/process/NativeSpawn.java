package signet.master.process;

import static signet.master.process.CLibrary.INT;
import static signet.master.process.CLibrary.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
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

    private static final FunctionDescriptor ONE_POINTER = FunctionDescriptor.of(INT, POINTER);
    private static final FunctionDescriptor TWO_POINTERS =
            FunctionDescriptor.of(INT, POINTER, POINTER);
    private static final FunctionDescriptor POINTER_AND_INT =
            FunctionDescriptor.of(INT, POINTER, INT);

    private static final MethodHandle ACTIONS_INIT =
            CLibrary.bind("posix_spawn_file_actions_init", ONE_POINTER);
    private static final MethodHandle ACTIONS_DESTROY =
            CLibrary.bind("posix_spawn_file_actions_destroy", ONE_POINTER);
    private static final MethodHandle ADD_DUP2 =
            CLibrary.bind(
                    "posix_spawn_file_actions_adddup2",
                    FunctionDescriptor.of(INT, POINTER, INT, INT));
    private static final MethodHandle ADD_CLOSE_FROM =
            CLibrary.bind("posix_spawn_file_actions_addclosefrom_np", POINTER_AND_INT);
    private static final MethodHandle ADD_CHDIR =
            CLibrary.bind("posix_spawn_file_actions_addchdir_np", TWO_POINTERS);
    private static final MethodHandle ATTRIBUTES_INIT =
            CLibrary.bind("posix_spawnattr_init", ONE_POINTER);
    private static final MethodHandle ATTRIBUTES_DESTROY =
            CLibrary.bind("posix_spawnattr_destroy", ONE_POINTER);
    private static final MethodHandle SET_FLAGS =
            CLibrary.bind(
                    "posix_spawnattr_setflags",
                    FunctionDescriptor.of(INT, POINTER, ValueLayout.JAVA_SHORT));
    private static final MethodHandle SET_DEFAULT_SIGNALS =
            CLibrary.bind("posix_spawnattr_setsigdefault", TWO_POINTERS);
    private static final MethodHandle SET_SIGNAL_MASK =
            CLibrary.bind("posix_spawnattr_setsigmask", TWO_POINTERS);
    private static final MethodHandle FILL_SIGNALS = CLibrary.bind("sigfillset", ONE_POINTER);
    private static final MethodHandle SPAWN =
            CLibrary.bind(
                    "posix_spawn",
                    FunctionDescriptor.of(
                            INT, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER));

    private NativeSpawn() {}

    /** Starts the process and returns its process ID. */
    static int spawn(ProcessSpec spec) throws NativeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(STRUCTURE, 16);
            MemorySegment attributes = arena.allocate(STRUCTURE, 16);
            run("posix_spawn", errno -> (int) ACTIONS_INIT.invokeExact(errno, actions));
            run("posix_spawn", errno -> (int) ATTRIBUTES_INIT.invokeExact(errno, attributes));
            try {
                fillActions(arena, actions, spec);
                fillAttributes(arena, attributes, spec.terminal());
                return spawn(arena, spec, actions, attributes);
            } finally {
                run("posix_spawn", errno -> (int) ACTIONS_DESTROY.invokeExact(errno, actions));
                run(
                        "posix_spawn",
                        errno -> (int) ATTRIBUTES_DESTROY.invokeExact(errno, attributes));
            }
        }
    }

    private static void fillActions(Arena arena, MemorySegment actions, ProcessSpec spec)
            throws NativeException {
        int next = 3;
        for (Map.Entry<Integer, Descriptor> entry : new TreeMap<>(spec.descriptors()).entrySet()) {
            int target = entry.getKey();
            int source = entry.getValue().number();
            run("dup2", errno -> (int) ADD_DUP2.invokeExact(errno, actions, source, target));
            next = Math.max(next, target + 1);
        }
        int first = next;
        run("closefrom", errno -> (int) ADD_CLOSE_FROM.invokeExact(errno, actions, first));
        MemorySegment directory = arena.allocateFrom(spec.directory().toString());
        run("chdir", errno -> (int) ADD_CHDIR.invokeExact(errno, actions, directory));
    }

    /** The JVM blocks and ignores signals for itself; the child starts with none of that. */
    private static void fillAttributes(Arena arena, MemorySegment attributes, boolean terminal)
            throws NativeException {
        MemorySegment none = arena.allocate(STRUCTURE, 16);
        MemorySegment all = arena.allocate(STRUCTURE, 16);
        run("sigfillset", errno -> (int) FILL_SIGNALS.invokeExact(errno, all));
        run("signals", errno -> (int) SET_DEFAULT_SIGNALS.invokeExact(errno, attributes, all));
        run("signals", errno -> (int) SET_SIGNAL_MASK.invokeExact(errno, attributes, none));
        short flags = (short) (SETSIGDEF | SETSIGMASK | (terminal ? 0 : SETSID));
        run("flags", errno -> (int) SET_FLAGS.invokeExact(errno, attributes, flags));
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
        run(
                "Can't start " + spec.command().getFirst() + " in " + spec.directory(),
                errno ->
                        (int)
                                SPAWN.invokeExact(
                                        errno,
                                        pid,
                                        program,
                                        actions,
                                        attributes,
                                        arguments,
                                        environment));
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

    private static void run(String what, CLibrary.Call call) throws NativeException {
        CLibrary.checkErrorNumber(what, call);
    }
}
