package signet.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Keeps the memory of this process to itself. */
public final class Memory {

    private static final int PR_SET_DUMPABLE = 4;
    private static final int RLIMIT_CORE = 4;
    private static final int RLIMIT_MEMLOCK = 8;
    private static final int MCL_CURRENT = 1;
    private static final int MCL_FUTURE = 2;
    private static final int MCL_ONFAULT = 4;
    private static final long INFINITY = -1;
    private static final long RLIMIT_SIZE = 16;

    private Memory() {}

    /**
     * Has the kernel write no core file of this process, and let no other process of the same user
     * read or trace it: files below /proc/PID belong to root from now on.
     *
     * @throws SandboxException where the kernel refuses
     */
    public static void forbidDumps() throws SandboxException {
        Optional<Architecture> architecture = Architecture.current();
        if (architecture.isPresent()) {
            forbidDumps(new Kernel(architecture.get()));
        }
    }

    static void forbidDumps(Kernel kernel) throws SandboxException {
        kernel.require("PR_SET_DUMPABLE", SystemCall.PRCTL, PR_SET_DUMPABLE, 0);
        forbidCoreFiles(kernel);
    }

    /**
     * Has the kernel write no core file of this process, nor of those that it starts.
     *
     * @throws SandboxException where the kernel refuses
     */
    public static void forbidCoreFiles() throws SandboxException {
        Optional<Architecture> architecture = Architecture.current();
        if (architecture.isPresent()) {
            forbidCoreFiles(new Kernel(architecture.get()));
        }
    }

    private static void forbidCoreFiles(Kernel kernel) throws SandboxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment none = arena.allocate(RLIMIT_SIZE, 8); // both limits are 0
            kernel.require("RLIMIT_CORE", SystemCall.PRLIMIT64, 0, RLIMIT_CORE, none.address(), 0);
        }
    }

    /**
     * Has the kernel swap nothing of this process, now and later, where its user may lock any
     * amount of memory (RLIMIT_MEMLOCK is infinite, as by {@code LimitMEMLOCK=infinity} of
     * systemd). With another limit the memory that Java only reserves would exceed it, so that
     * nothing is locked. Pages are locked when they are first used: none is used for that.
     *
     * @throws SandboxException where the kernel refuses
     */
    public static void lockIfUnlimited() throws SandboxException {
        Optional<Architecture> architecture = Architecture.current();
        if (architecture.isEmpty()) {
            return;
        }
        Kernel kernel = new Kernel(architecture.get());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limit = arena.allocate(RLIMIT_SIZE, 8);
            kernel.require(
                    "RLIMIT_MEMLOCK", SystemCall.PRLIMIT64, 0, RLIMIT_MEMLOCK, 0, limit.address());
            if (limit.get(ValueLayout.JAVA_LONG, 0) == INFINITY) {
                lock(kernel);
            }
        }
    }

    static void lock(Kernel kernel) throws SandboxException {
        kernel.require("mlockall", SystemCall.MLOCKALL, MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
    }
}
