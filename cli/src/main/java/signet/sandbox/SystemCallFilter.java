package signet.sandbox;

import signet.sandbox.SystemCall.Need;

import java.util.Set;

/**
 * Makes the filter of a sandbox: a list of what is refused. A list of what is allowed would be
 * shorter to argue about, but what a JVM and a C library call changes with each release of theirs.
 *
 * @param architecture for which one
 * @param uses what the process goes on to need
 * @param process its ID: it may signal itself alone
 */
record SystemCallFilter(Architecture architecture, Set<Use> uses, int process) {

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int EAFNOSUPPORT = 97;

    /** From here on the numbers are those of x32, which nobody uses, so that filters forget it. */
    private static final int X32 = 0x40000000;

    private static final int CLONE_THREAD = 0x10000;

    /** O_WRONLY, O_RDWR, O_CREAT and O_TRUNC. O_TMPFILE needs one of the first two. */
    private static final int OPENS_FOR_WRITING = 01 | 02 | 0100 | 01000;

    private static final int PROT_EXEC = 4;

    /** AF_UNIX, AF_INET, AF_INET6; and AF_NETLINK, as the resolver asks for our addresses. */
    private static final int[] FAMILIES = {1, 2, 10, 16};

    private static final int FIRST = Bpf.argument(0);
    private static final int SECOND = Bpf.argument(1);
    private static final int THIRD = Bpf.argument(2);

    /** Returns the program. */
    byte[] program() {
        Bpf bpf = new Bpf();
        // The calls of another architecture, such as i386, have other numbers.
        bpf.load(Bpf.ARCHITECTURE).ifEqual(architecture.audit(), 1).killProcess();
        bpf.load(Bpf.NUMBER).ifBelow(X32, 1).fail(ENOSYS);
        for (SystemCall call : SystemCall.values()) {
            int number = call.number(architecture);
            if (number >= 0) {
                add(bpf, call, number);
            }
        }
        return bpf.allow().toBytes();
    }

    private void add(Bpf bpf, SystemCall call, int number) {
        if (isRefused(call.need())) {
            refuse(bpf, number, EPERM);
            return;
        }
        switch (call) {
            case SOCKET -> families(bpf, number);
            // The C library takes this for an old kernel, and makes its threads by clone.
            case CLONE3 -> refuse(bpf, number, ENOSYS);
            case CLONE -> threadsOnly(bpf, number);
            case KILL, TGKILL -> ownProcessOnly(bpf, number);
            case OPEN -> readOnly(bpf, number, SECOND);
            case OPENAT -> readOnly(bpf, number, THIRD);
            case MMAP, MPROTECT, PKEY_MPROTECT -> notExecutable(bpf, number);
            case OPENAT2 -> {
                if (!uses.contains(Use.WRITE_FILES)) {
                    refuse(bpf, number, ENOSYS);
                }
            }
            default -> {}
        }
    }

    private boolean isRefused(Need need) {
        return switch (need) {
            case NEVER -> true;
            case CONNECT -> !uses.contains(Use.CONNECT);
            case ACCEPT -> !uses.contains(Use.ACCEPT);
            case WRITE_FILES -> !uses.contains(Use.WRITE_FILES);
            case ARGUMENTS, ALWAYS -> false;
        };
    }

    private static void refuse(Bpf bpf, int number, int errno) {
        bpf.unlessEqual(number, 1).fail(errno);
    }

    private static void families(Bpf bpf, int number) {
        bpf.unlessEqual(number, 2 + 2 * FAMILIES.length).load(FIRST);
        for (int family : FAMILIES) {
            bpf.unlessEqual(family, 1).allow();
        }
        bpf.fail(EAFNOSUPPORT);
    }

    private static void threadsOnly(Bpf bpf, int number) {
        bpf.unlessEqual(number, 4).load(FIRST);
        bpf.unlessAnyBit(CLONE_THREAD, 1).allow().fail(EPERM);
    }

    private void ownProcessOnly(Bpf bpf, int number) {
        bpf.unlessEqual(number, 4).load(FIRST);
        bpf.unlessEqual(process, 1).allow().fail(EPERM);
    }

    /** What was written into memory is data: code is what the executable and its libraries have. */
    private void notExecutable(Bpf bpf, int number) {
        if (!uses.contains(Use.MAKE_CODE)) {
            bpf.unlessEqual(number, 4).load(THIRD);
            bpf.unlessAnyBit(PROT_EXEC, 1).fail(EPERM).allow();
        }
    }

    private void readOnly(Bpf bpf, int number, int flags) {
        if (!uses.contains(Use.WRITE_FILES)) {
            bpf.unlessEqual(number, 4).load(flags);
            bpf.unlessAnyBit(OPENS_FOR_WRITING, 1).fail(EPERM).allow();
        }
    }
}
