package signet.sandbox;

/**
 * The system calls that a sandbox is about, with their numbers: unistd_64.h of x86-64, and the
 * generic unistd.h, which is that of aarch64. What an architecture lacks is -1.
 */
enum SystemCall {
    // Other processes: starting, reading and changing them.
    EXECVE(59, 221, Need.NEVER),
    EXECVEAT(322, 281, Need.NEVER),
    FORK(57, -1, Need.NEVER),
    VFORK(58, -1, Need.NEVER),
    PTRACE(101, 117, Need.NEVER),
    PROCESS_VM_READV(310, 270, Need.NEVER),
    PROCESS_VM_WRITEV(311, 271, Need.NEVER),
    PROCESS_MADVISE(440, 440, Need.NEVER),
    PROCESS_MRELEASE(448, 448, Need.NEVER),
    PIDFD_OPEN(434, 434, Need.NEVER),
    PIDFD_GETFD(438, 438, Need.NEVER),
    PIDFD_SEND_SIGNAL(424, 424, Need.NEVER),
    KCMP(312, 272, Need.NEVER),
    TKILL(200, 130, Need.NEVER),
    RT_SIGQUEUEINFO(129, 138, Need.NEVER),
    RT_TGSIGQUEUEINFO(297, 240, Need.NEVER),
    // Large parts of the kernel, for others to use, where most of its holes were.
    ADD_KEY(248, 217, Need.NEVER),
    REQUEST_KEY(249, 218, Need.NEVER),
    KEYCTL(250, 219, Need.NEVER),
    BPF(321, 280, Need.NEVER),
    PERF_EVENT_OPEN(298, 241, Need.NEVER),
    USERFAULTFD(323, 282, Need.NEVER),
    IO_URING_SETUP(425, 425, Need.NEVER),
    IO_URING_ENTER(426, 426, Need.NEVER),
    IO_URING_REGISTER(427, 427, Need.NEVER),
    MEMFD_SECRET(447, 447, Need.NEVER),
    MODIFY_LDT(154, -1, Need.NEVER),
    PERSONALITY(135, 92, Need.NEVER),
    FANOTIFY_INIT(300, 262, Need.NEVER),
    LOOKUP_DCOOKIE(212, 18, Need.NEVER),
    USELIB(134, -1, Need.NEVER),
    NFSSERVCTL(180, 42, Need.NEVER),
    // The machine.
    INIT_MODULE(175, 105, Need.NEVER),
    FINIT_MODULE(313, 273, Need.NEVER),
    DELETE_MODULE(176, 106, Need.NEVER),
    KEXEC_LOAD(246, 104, Need.NEVER),
    KEXEC_FILE_LOAD(320, 294, Need.NEVER),
    REBOOT(169, 142, Need.NEVER),
    ACCT(163, 89, Need.NEVER),
    SWAPON(167, 224, Need.NEVER),
    SWAPOFF(168, 225, Need.NEVER),
    QUOTACTL(179, 60, Need.NEVER),
    QUOTACTL_FD(443, 443, Need.NEVER),
    SYSLOG(103, 116, Need.NEVER),
    IOPERM(173, -1, Need.NEVER),
    IOPL(172, -1, Need.NEVER),
    VHANGUP(153, 58, Need.NEVER),
    SETTIMEOFDAY(164, 170, Need.NEVER),
    CLOCK_SETTIME(227, 112, Need.NEVER),
    ADJTIMEX(159, 171, Need.NEVER),
    CLOCK_ADJTIME(305, 266, Need.NEVER),
    SETHOSTNAME(170, 161, Need.NEVER),
    SETDOMAINNAME(171, 162, Need.NEVER),
    // Namespaces, mounts, and files without their paths.
    MOUNT(165, 40, Need.NEVER),
    UMOUNT2(166, 39, Need.NEVER),
    PIVOT_ROOT(155, 41, Need.NEVER),
    CHROOT(161, 51, Need.NEVER),
    OPEN_TREE(428, 428, Need.NEVER),
    OPEN_TREE_ATTR(467, 467, Need.NEVER),
    MOVE_MOUNT(429, 429, Need.NEVER),
    FSOPEN(430, 430, Need.NEVER),
    FSCONFIG(431, 431, Need.NEVER),
    FSMOUNT(432, 432, Need.NEVER),
    FSPICK(433, 433, Need.NEVER),
    MOUNT_SETATTR(442, 442, Need.NEVER),
    UNSHARE(272, 97, Need.NEVER),
    SETNS(308, 268, Need.NEVER),
    NAME_TO_HANDLE_AT(303, 264, Need.NEVER),
    OPEN_BY_HANDLE_AT(304, 265, Need.NEVER),
    // Sockets. Nobody in a sandbox makes one that others can connect to.
    LISTEN(50, 201, Need.NEVER),
    SOCKET(41, 198, Need.CONNECT),
    CONNECT(42, 203, Need.CONNECT),
    BIND(49, 200, Need.CONNECT),
    ACCEPT(43, 202, Need.ACCEPT),
    ACCEPT4(288, 242, Need.ACCEPT),
    // Changes to files, where no argument has to be looked at.
    CREAT(85, -1, Need.WRITE_FILES),
    TRUNCATE(76, 45, Need.WRITE_FILES),
    MKDIR(83, -1, Need.WRITE_FILES),
    MKDIRAT(258, 34, Need.WRITE_FILES),
    RMDIR(84, -1, Need.WRITE_FILES),
    UNLINK(87, -1, Need.WRITE_FILES),
    UNLINKAT(263, 35, Need.WRITE_FILES),
    RENAME(82, -1, Need.WRITE_FILES),
    RENAMEAT(264, 38, Need.WRITE_FILES),
    RENAMEAT2(316, 276, Need.WRITE_FILES),
    LINK(86, -1, Need.WRITE_FILES),
    LINKAT(265, 37, Need.WRITE_FILES),
    SYMLINK(88, -1, Need.WRITE_FILES),
    SYMLINKAT(266, 36, Need.WRITE_FILES),
    MKNOD(133, -1, Need.WRITE_FILES),
    MKNODAT(259, 33, Need.WRITE_FILES),
    CHMOD(90, -1, Need.WRITE_FILES),
    FCHMOD(91, 52, Need.WRITE_FILES),
    FCHMODAT(268, 53, Need.WRITE_FILES),
    FCHMODAT2(452, 452, Need.WRITE_FILES),
    CHOWN(92, -1, Need.WRITE_FILES),
    FCHOWN(93, 55, Need.WRITE_FILES),
    LCHOWN(94, -1, Need.WRITE_FILES),
    FCHOWNAT(260, 54, Need.WRITE_FILES),
    SETXATTR(188, 5, Need.WRITE_FILES),
    LSETXATTR(189, 6, Need.WRITE_FILES),
    FSETXATTR(190, 7, Need.WRITE_FILES),
    SETXATTRAT(463, 463, Need.WRITE_FILES),
    REMOVEXATTR(197, 14, Need.WRITE_FILES),
    LREMOVEXATTR(198, 15, Need.WRITE_FILES),
    FREMOVEXATTR(199, 16, Need.WRITE_FILES),
    REMOVEXATTRAT(466, 466, Need.WRITE_FILES),
    FILE_SETATTR(469, 469, Need.WRITE_FILES),
    UTIME(132, -1, Need.WRITE_FILES),
    UTIMES(235, -1, Need.WRITE_FILES),
    UTIMENSAT(280, 88, Need.WRITE_FILES),
    FUTIMESAT(261, -1, Need.WRITE_FILES),
    // Memory and messages that processes share, and timers of the kernel: who talks over sockets
    // needs none of them.
    SHMGET(29, 194, Need.NEVER),
    SHMAT(30, 196, Need.NEVER),
    SHMCTL(31, 195, Need.NEVER),
    SHMDT(67, 197, Need.NEVER),
    SEMGET(64, 190, Need.NEVER),
    SEMOP(65, 193, Need.NEVER),
    SEMCTL(66, 191, Need.NEVER),
    SEMTIMEDOP(220, 192, Need.NEVER),
    MSGGET(68, 186, Need.NEVER),
    MSGSND(69, 189, Need.NEVER),
    MSGRCV(70, 188, Need.NEVER),
    MSGCTL(71, 187, Need.NEVER),
    MQ_OPEN(240, 180, Need.NEVER),
    MQ_UNLINK(241, 181, Need.NEVER),
    MQ_TIMEDSEND(242, 182, Need.NEVER),
    MQ_TIMEDRECEIVE(243, 183, Need.NEVER),
    MQ_NOTIFY(244, 184, Need.NEVER),
    MQ_GETSETATTR(245, 185, Need.NEVER),
    MEMFD_CREATE(319, 279, Need.NEVER),
    TIMER_CREATE(222, 107, Need.NEVER),
    INOTIFY_INIT(253, -1, Need.NEVER),
    INOTIFY_INIT1(294, 26, Need.NEVER),
    SIGNALFD(282, -1, Need.NEVER),
    SIGNALFD4(289, 74, Need.NEVER),
    // Pages that move between pipes and files.
    SPLICE(275, 76, Need.NEVER),
    TEE(276, 77, Need.NEVER),
    VMSPLICE(278, 75, Need.NEVER),
    // The older asynchronous calls.
    IO_SETUP(206, 0, Need.NEVER),
    IO_DESTROY(207, 1, Need.NEVER),
    IO_SUBMIT(209, 2, Need.NEVER),
    IO_CANCEL(210, 3, Need.NEVER),
    IO_GETEVENTS(208, 4, Need.NEVER),
    IO_PGETEVENTS(333, 292, Need.NEVER),
    // Where memory lies, and pages of a file in another order.
    MIGRATE_PAGES(256, 238, Need.NEVER),
    MOVE_PAGES(279, 239, Need.NEVER),
    MBIND(237, 235, Need.NEVER),
    SET_MEMPOLICY(238, 237, Need.NEVER),
    SET_MEMPOLICY_HOME_NODE(450, 450, Need.NEVER),
    REMAP_FILE_PAGES(216, 234, Need.NEVER),
    // Refused or not by their arguments.
    MMAP(9, 222, Need.ARGUMENTS),
    MPROTECT(10, 226, Need.ARGUMENTS),
    PKEY_MPROTECT(329, 288, Need.ARGUMENTS),
    OPEN(2, -1, Need.ARGUMENTS),
    OPENAT(257, 56, Need.ARGUMENTS),
    OPENAT2(437, 437, Need.ARGUMENTS),
    CLONE(56, 220, Need.ARGUMENTS),
    CLONE3(435, 435, Need.ARGUMENTS),
    KILL(62, 129, Need.ARGUMENTS),
    TGKILL(234, 131, Need.ARGUMENTS),
    // Our own.
    CLOSE(3, 57, Need.ALWAYS),
    PRCTL(157, 167, Need.ALWAYS),
    PRLIMIT64(302, 261, Need.ALWAYS),
    MLOCK(149, 228, Need.ALWAYS),
    MLOCKALL(151, 230, Need.ALWAYS),
    SECCOMP(317, 277, Need.ALWAYS),
    LANDLOCK_CREATE_RULESET(444, 444, Need.ALWAYS),
    LANDLOCK_ADD_RULE(445, 445, Need.ALWAYS),
    LANDLOCK_RESTRICT_SELF(446, 446, Need.ALWAYS);

    /** Who needs a call. */
    enum Need {
        /** Nobody in a sandbox. */
        NEVER,
        /** Whoever has {@link Use#CONNECT}. */
        CONNECT,
        /** Whoever has {@link Use#ACCEPT}. */
        ACCEPT,
        /** Whoever has {@link Use#WRITE_FILES}. */
        WRITE_FILES,
        /** That depends on the arguments, at which {@link SystemCallFilter} looks. */
        ARGUMENTS,
        /** Everybody. */
        ALWAYS
    }

    private final int amd64;
    private final int aarch64;
    private final Need need;

    SystemCall(int amd64, int aarch64, Need need) {
        this.amd64 = amd64;
        this.aarch64 = aarch64;
        this.need = need;
    }

    Need need() {
        return need;
    }

    /** Returns its number; below zero where the architecture does not have it. */
    int number(Architecture architecture) {
        return switch (architecture) {
            case AMD64 -> amd64;
            case AARCH64 -> aarch64;
        };
    }
}
