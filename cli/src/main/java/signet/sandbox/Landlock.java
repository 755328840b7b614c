package signet.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Landlock (Linux 5.13 and later), for a process that is about to be started. Landlock binds one
 * thread and whatever that starts. A JVM has started threads of its own before it runs any code of
 * ours, so that a process could not bind itself as a whole; whoever starts it can.
 */
public final class Landlock {

    private static final int VERSION_FLAG = 1;
    private static final int PATH_BENEATH = 1;
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    private static final int AT_FDCWD = -100;
    private static final int O_PATH_CLOEXEC = 010000000 | 02000000;
    private static final int ENOENT = 2;

    private static final long FIRST_FILE_RIGHTS = (1 << 13) - 1;
    private static final long REFER = 1 << 13;
    private static final long TRUNCATE = 1 << 14;
    private static final long IOCTL_DEVICE = 1 << 15;

    /** EXECUTE, WRITE_FILE and READ_FILE: the rights of what is no directory. */
    private static final long OF_FILES = 7;

    private static final long BIND_TCP = 1;
    private static final long CONNECT_TCP = 2;
    private static final long ABSTRACT_SOCKETS_AND_SIGNALS = 3;

    private final Kernel kernel;
    private final long version;

    private Landlock(Kernel kernel, long version) {
        this.kernel = kernel;
        this.version = version;
    }

    /** Returns it; empty where this kernel does not offer it, or was started without it. */
    public static Optional<Landlock> find() {
        return Architecture.current().map(Kernel::new).flatMap(Landlock::find);
    }

    private static Optional<Landlock> find(Kernel kernel) {
        long version = kernel.call(SystemCall.LANDLOCK_CREATE_RULESET, 0, 0, VERSION_FLAG);
        return version > 0 ? Optional.of(new Landlock(kernel, version)) : Optional.empty();
    }

    /**
     * Binds the calling thread, and all processes and threads that it starts from now on. The
     * thread gains no privileges by programs that it starts.
     *
     * @throws SandboxException where the kernel refuses
     */
    public void restrictThread(Ruleset ruleset) throws SandboxException {
        kernel.require("PR_SET_NO_NEW_PRIVS", SystemCall.PRCTL, PR_SET_NO_NEW_PRIVS, 1);
        long descriptor = create(ruleset.connects());
        try {
            for (PathRule rule : ruleset.paths()) {
                add(descriptor, rule);
            }
            kernel.require("Landlock", SystemCall.LANDLOCK_RESTRICT_SELF, descriptor, 0);
        } finally {
            long _ = kernel.call(SystemCall.CLOSE, descriptor);
        }
    }

    private long create(boolean connects) throws SandboxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(3 * Long.BYTES, Long.BYTES);
            attributes.setAtIndex(ValueLayout.JAVA_LONG, 0, fileRights());
            long size = Long.BYTES;
            if (version >= 4) {
                attributes.setAtIndex(
                        ValueLayout.JAVA_LONG, 1, connects ? BIND_TCP : BIND_TCP | CONNECT_TCP);
                size += Long.BYTES;
            }
            if (version >= 6) {
                attributes.setAtIndex(ValueLayout.JAVA_LONG, 2, ABSTRACT_SOCKETS_AND_SIGNALS);
                size += Long.BYTES;
            }
            return kernel.require(
                    "Landlock", SystemCall.LANDLOCK_CREATE_RULESET, attributes.address(), size, 0);
        }
    }

    private long fileRights() {
        return FIRST_FILE_RIGHTS
                | (version >= 2 ? REFER : 0)
                | (version >= 3 ? TRUNCATE : 0)
                | (version >= 5 ? IOCTL_DEVICE : 0);
    }

    private void add(long ruleset, PathRule rule) throws SandboxException {
        String what = "Landlock for " + rule.path();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(rule.path().toString());
            long file = kernel.call(SystemCall.OPENAT, AT_FDCWD, path.address(), O_PATH_CLOEXEC);
            if (file == -ENOENT) {
                return;
            }
            if (file < 0) {
                throw new SandboxException(what, (int) -file);
            }
            try {
                long rights = rule.access().bits();
                MemorySegment attributes = arena.allocate(2 * Long.BYTES, Long.BYTES);
                attributes.set(
                        ValueLayout.JAVA_LONG,
                        0,
                        Files.isDirectory(rule.path()) ? rights : rights & OF_FILES);
                attributes.set(ValueLayout.JAVA_INT, Long.BYTES, (int) file);
                kernel.require(
                        what,
                        SystemCall.LANDLOCK_ADD_RULE,
                        ruleset,
                        PATH_BENEATH,
                        attributes.address(),
                        0);
            } finally {
                long _ = kernel.call(SystemCall.CLOSE, file);
            }
        }
    }
}
