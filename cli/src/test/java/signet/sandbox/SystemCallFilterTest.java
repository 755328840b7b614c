package signet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;

/**
 * The programs as the kernel would run them, also for the architecture that this machine is not.
 */
class SystemCallFilterTest {

    private static final int ALLOW = 0x7FFF0000;
    private static final int EPERM = 0x00050001;
    private static final int ENOSYS = 0x00050026;
    private static final int KILL = 0x80000000;
    private static final int PROCESS = 4711;

    /** Runs a program over one call: a classic BPF machine with the four instructions we use. */
    private static int run(byte[] program, int architecture, int number, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0, number).putInt(4, architecture);
        for (int i = 0; i < arguments.length; i++) {
            data.putLong(16 + 8 * i, arguments[i]);
        }
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        int loaded = 0;
        int at = 0;
        while (true) {
            int operation = code.getShort(at);
            int ifTrue = Byte.toUnsignedInt(code.get(at + 2));
            int ifFalse = Byte.toUnsignedInt(code.get(at + 3));
            int value = code.getInt(at + 4);
            at += 8;
            boolean jump;
            switch (operation) {
                case 0x20 -> {
                    loaded = data.getInt(value);
                    continue;
                }
                case 0x06 -> {
                    return value;
                }
                case 0x15 -> jump = loaded == value;
                case 0x35 -> jump = Integer.compareUnsigned(loaded, value) >= 0;
                case 0x45 -> jump = (loaded & value) != 0;
                default -> throw new IllegalStateException("No instruction " + operation);
            }
            at += 8 * (jump ? ifTrue : ifFalse);
        }
    }

    private static byte[] program(Architecture architecture, Set<Use> uses) {
        return new SystemCallFilter(architecture, uses, PROCESS).program();
    }

    private static int run(
            Architecture architecture, Set<Use> uses, SystemCall call, long... arguments) {
        return run(
                program(architecture, uses),
                architecture.audit(),
                call.number(architecture),
                arguments);
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyNeedsIsRefusedWhateverElseIsNeeded(Architecture architecture) {
        for (SystemCall call : SystemCall.values()) {
            if (call.need() == SystemCall.Need.NEVER && call.number(architecture) >= 0) {
                assertThat(run(architecture, EnumSet.allOf(Use.class), call))
                        .as(call.name())
                        .isEqualTo(EPERM);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherCallsAreAllowed(Architecture architecture) {
        byte[] program = program(architecture, Set.of());
        int read = architecture == Architecture.AMD64 ? 0 : 63;
        assertThat(run(program, architecture.audit(), read)).isEqualTo(ALLOW);
        assertThat(run(program, architecture.audit(), 999)).isEqualTo(ALLOW);
    }

    @Test
    void callsOfAnotherArchitectureKillTheProcess() {
        int i386 = 0x40000003;
        assertThat(run(program(Architecture.AMD64, Set.of()), i386, 3)).isEqualTo(KILL);
        assertThat(run(program(Architecture.AARCH64, Set.of()), Architecture.AMD64.audit(), 63))
                .isEqualTo(KILL);
    }

    @Test
    void theNumbersOfX32DoNotExist() {
        int execve = 0x40000000 + 520;
        byte[] program = program(Architecture.AMD64, Set.of());
        assertThat(run(program, Architecture.AMD64.audit(), execve)).isEqualTo(ENOSYS);
    }

    @ParameterizedTest
    @EnumSource
    void cloneMakesThreadsAlone(Architecture architecture) {
        int threadOfGlibc = 0x3D0F00;
        assertThat(run(architecture, Set.of(), SystemCall.CLONE, threadOfGlibc)).isEqualTo(ALLOW);
        // SIGCHLD: a fork. CLONE_VM, CLONE_VFORK: posix_spawn. CLONE_NEWUSER.
        for (long flags : new long[] {17, 0x4111, 0x10000000}) {
            assertThat(run(architecture, Set.of(), SystemCall.CLONE, flags)).isEqualTo(EPERM);
        }
        assertThat(run(architecture, Set.of(), SystemCall.CLONE3)).isEqualTo(ENOSYS);
    }

    @ParameterizedTest
    @CsvSource({"4711, true", "4712, false", "0, false", "-1, false", "-4711, false"})
    void theOwnProcessAloneGetsSignals(long process, boolean allowed) {
        for (SystemCall call : Set.of(SystemCall.KILL, SystemCall.TGKILL)) {
            assertThat(run(Architecture.AMD64, Set.of(), call, process, 9))
                    .isEqualTo(allowed ? ALLOW : EPERM);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, true", // O_RDONLY
        "02200000, true", // O_DIRECTORY, O_CLOEXEC
        "010000000, true", // O_PATH
        "1, false", // O_WRONLY
        "2, false", // O_RDWR
        "0100, false", // O_CREAT
        "01000, false", // O_TRUNC
        "020200002, false" // O_TMPFILE
    })
    void filesAreOpenedForReadingAlone(String octal, boolean allowed) {
        long flags = Long.parseLong(octal, 8);
        int expected = allowed ? ALLOW : EPERM;
        Set<Use> connect = Set.of(Use.CONNECT);
        Set<Use> write = Set.of(Use.WRITE_FILES);
        for (Architecture architecture : Architecture.values()) {
            assertThat(run(architecture, connect, SystemCall.OPENAT, -100, 0, flags))
                    .isEqualTo(expected);
            assertThat(run(architecture, write, SystemCall.OPENAT, -100, 0, flags))
                    .isEqualTo(ALLOW);
        }
        assertThat(run(Architecture.AMD64, connect, SystemCall.OPEN, 0, flags)).isEqualTo(expected);
    }

    /** A table of numbers that is wrong would be quiet. */
    @ParameterizedTest
    @EnumSource
    void noNumberStandsForTwoCalls(Architecture architecture) {
        assertThat(SystemCall.values())
                .filteredOn(call -> call.number(architecture) >= 0)
                .extracting(call -> call.number(architecture))
                .doesNotHaveDuplicates();
    }
}
