package signet.sandbox;

import signet.libc.NativeProgram;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Limits the system calls of this whole process, of all its threads, for ever. It can start no
 * program and no process, signal and trace no other one, open no door into the kernel that few
 * programs need; and it loses all of {@link Use} that it does not name.
 */
public final class Sandbox {

    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int PR_GET_SECCOMP = 21;
    private static final int SET_MODE_FILTER = 1;
    private static final int ALL_THREADS = 1;
    private static final long FILTER_STRUCTURE = 16;
    private static final long FILTER_POINTER = 8;
    private static final int INSTRUCTION = 8;

    private Sandbox() {}

    /**
     * Does beforehand what takes long in a process's first native call, such as that of {@link
     * #enter} or {@link Memory#forbidDumps()}; another thread can do it meanwhile.
     */
    public static void prepare() {
        Architecture.current()
                .ifPresent(
                        architecture -> {
                            long _ =
                                    new Kernel(architecture).call(SystemCall.PRCTL, PR_GET_SECCOMP);
                        });
    }

    /**
     * Enters it. A JVM goes on to make machine code; a native program can't any more.
     *
     * @param uses what this process goes on to need besides
     * @return what could not be limited, as the kernel does not offer that; empty where all is
     * @throws SandboxException where the kernel offers it and has refused: the process must end
     */
    public static Optional<String> enter(Set<Use> uses) throws SandboxException {
        EnumSet<Use> all = EnumSet.noneOf(Use.class);
        all.addAll(uses);
        if (!NativeProgram.isRunning()) {
            all.add(Use.MAKE_CODE);
        }
        return enterWith(all);
    }

    /** Enters it, with these uses and no more. */
    static Optional<String> enterWith(Set<Use> uses) throws SandboxException {
        Optional<Architecture> architecture = Architecture.current();
        if (architecture.isEmpty()) {
            return Optional.of(
                    "no limit on system calls: their numbers on "
                            + System.getProperty("os.arch")
                            + " are not known");
        }
        Kernel kernel = new Kernel(architecture.get());
        Memory.forbidDumps(kernel);
        kernel.require("PR_SET_NO_NEW_PRIVS", SystemCall.PRCTL, PR_SET_NO_NEW_PRIVS, 1);
        if (kernel.call(SystemCall.PRCTL, PR_GET_SECCOMP) < 0) {
            return Optional.of("no limit on system calls: this kernel has no seccomp");
        }
        int process = (int) ProcessHandle.current().pid();
        install(kernel, new SystemCallFilter(architecture.get(), uses, process).program());
        return Optional.empty();
    }

    private static void install(Kernel kernel, byte[] program) throws SandboxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment instructions = arena.allocate(program.length, INSTRUCTION);
            MemorySegment.copy(program, 0, instructions, ValueLayout.JAVA_BYTE, 0, program.length);
            MemorySegment filter = arena.allocate(FILTER_STRUCTURE, INSTRUCTION);
            filter.set(ValueLayout.JAVA_SHORT, 0, (short) (program.length / INSTRUCTION));
            filter.set(ValueLayout.JAVA_LONG, FILTER_POINTER, instructions.address());
            long thread =
                    kernel.require(
                            "seccomp",
                            SystemCall.SECCOMP,
                            SET_MODE_FILTER,
                            ALL_THREADS,
                            filter.address());
            if (thread != 0) {
                // A thread with a filter that is not ours.
                throw new SandboxException("seccomp for thread " + thread, 0);
            }
        }
    }
}
