package signet.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The functions that native-image expects of its C library. */
@SuppressWarnings("restricted") // pointers that C functions return are read
class HelperTest {

    private static final int EINVAL = 22;
    private static final int ENOENT = 2;
    private static final int EBUSY_RESULT = -1;
    private static final FunctionDescriptor NUMBER = FunctionDescriptor.of(JAVA_INT);
    private static final FunctionDescriptor NUMBER_OF_NUMBER =
            FunctionDescriptor.of(JAVA_INT, JAVA_INT);

    private static Compiled helper;

    @BeforeAll
    static void compile(@TempDir Path folder) throws Exception {
        helper = Compiled.helper(folder);
    }

    private static int number(String function) throws Throwable {
        return (int) helper.function(function, NUMBER).invokeExact();
    }

    private static int number(String function, int argument) throws Throwable {
        return (int) helper.function(function, NUMBER_OF_NUMBER).invokeExact(argument);
    }

    @Test
    void environmentIsThatOfTheProcess() throws Throwable {
        MemorySegment list =
                (MemorySegment)
                        helper.function("getEnviron", FunctionDescriptor.of(ADDRESS)).invokeExact();

        String first =
                list.reinterpret(ADDRESS.byteSize())
                        .get(ADDRESS, 0)
                        .reinterpret(Long.MAX_VALUE)
                        .getString(0);

        assertThat(first).contains("=");
        assertThat(System.getenv()).containsKey(first.substring(0, first.indexOf('=')));
    }

    @Test
    void speaksEnglish() throws Throwable {
        assertThat(number("svm_initialize_locale")).isEqualTo(1);
        MemorySegment locale =
                (MemorySegment)
                        helper.function("svm_get_locale", FunctionDescriptor.of(ADDRESS))
                                .invokeExact();

        MemorySegment members = locale.reinterpret(8 * ADDRESS.byteSize());
        assertThat(members.get(ADDRESS, 0).reinterpret(8).getString(0)).isEqualTo("en");
        assertThat(members.getAtIndex(ADDRESS, 4).reinterpret(8).getString(0)).isEqualTo("en");
        assertThat(members.getAtIndex(ADDRESS, 1)).isEqualTo(MemorySegment.NULL);
    }

    @Test
    void threadHasTheKernelsNumber() throws Throwable {
        String task = Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();

        assertThat(task).endsWith("/" + number("getThreadId"));
    }

    @Test
    void signalsAreCountedAndWake() throws Throwable {
        int signal = 10; // SIGUSR1
        MemorySegment handler =
                (MemorySegment)
                        helper.function(
                                        "cSunMiscSignal_signalHandlerFunctionPointer",
                                        FunctionDescriptor.of(ADDRESS))
                                .invokeExact();
        MethodHandle handle =
                java.lang.foreign.Linker.nativeLinker()
                        .downcallHandle(handler, FunctionDescriptor.ofVoid(JAVA_INT));
        assertThat(number("cSunMiscSignal_open")).isZero();
        assertThat(number("cSunMiscSignal_open")).as("only one has them").isEqualTo(EBUSY_RESULT);
        assertThat(number("cSunMiscSignal_checkPendingSignal")).isEqualTo(-1);

        CompletableFuture<Integer> waiter =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return number("cSunMiscSignal_awaitSemaphore");
                            } catch (Throwable e) {
                                throw new IllegalStateException(e);
                            }
                        });
        handle.invokeExact(signal);
        handle.invokeExact(signal);
        handle.invokeExact(0); // none, so it counts for nothing

        assertThat(waiter.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(number("cSunMiscSignal_checkPendingSignal")).isEqualTo(signal);
        assertThat(number("cSunMiscSignal_checkPendingSignal")).isEqualTo(signal);
        assertThat(number("cSunMiscSignal_checkPendingSignal")).isEqualTo(-1);
        assertThat(number("cSunMiscSignal_signalSemaphore")).isZero();
        assertThat(number("cSunMiscSignal_close")).isZero();
        assertThat(number("cSunMiscSignal_open")).as("given back").isZero();
        assertThat(number("cSunMiscSignal_close")).isZero();
    }

    @Test
    void knowsSignalNumbers() throws Throwable {
        assertThat(number("cSunMiscSignal_signalRangeCheck", 0)).isZero();
        assertThat(number("cSunMiscSignal_signalRangeCheck", 1)).isEqualTo(1);
        assertThat(number("cSunMiscSignal_signalRangeCheck", 64)).isEqualTo(1);
        assertThat(number("cSunMiscSignal_signalRangeCheck", 65)).isZero();
    }

    @Test
    void processorIsCheckedFeatureByFeature() throws Throwable {
        MethodHandle check =
                helper.function("checkCPUFeatures", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(256);
            mask.fill((byte) 0xff);
            assertThat((int) check.invokeExact(mask)).as("nothing is needed").isZero();

            // Nobody has all: so a member that is needed and not there is found.
            for (long i = 0; i < mask.byteSize(); i++) {
                mask.set(JAVA_BYTE, i, (byte) 0xfe);
            }
            assertThat((int) check.invokeExact(mask)).isEqualTo(1);
        }
    }

    @Test
    void findsTheZoneThatJavaFinds() throws Throwable {
        MemorySegment zone =
                (MemorySegment)
                        helper.function(
                                        "SVM_FindJavaTZmd",
                                        FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT))
                                .invokeExact(MemorySegment.NULL, 0);

        String name =
                zone.equals(MemorySegment.NULL)
                        ? "GMT"
                        : zone.reinterpret(Long.MAX_VALUE).getString(0);
        assertThat(ZoneId.of(name).getRules()).isEqualTo(ZoneId.systemDefault().getRules());
    }

    @Test
    void callsFunctionsWithErrno() throws Throwable {
        MethodHandle find =
                helper.function("signet_find", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        MethodHandle call =
                helper.function(
                        "signet_call",
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                                JAVA_LONG, JAVA_LONG, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            assertThat((long) find.invokeExact(arena.allocateFrom("no_such_function"))).isZero();
            long getpid = (long) find.invokeExact(arena.allocateFrom("getpid"));
            assertThat((long) call.invokeExact(getpid, 0L, 0L, 0L, 0L, 0L, 0L, 1))
                    .isEqualTo(ProcessHandle.current().pid());
            long chdir = (long) find.invokeExact(arena.allocateFrom("chdir"));
            long nowhere = arena.allocateFrom("/no/such/folder").address();
            assertThat((long) call.invokeExact(chdir, nowhere, 0L, 0L, 0L, 0L, 0L, 1))
                    .isEqualTo(-ENOENT);
            long lseek = (long) find.invokeExact(arena.allocateFrom("lseek"));
            assertThat((long) call.invokeExact(lseek, -1L, 0L, 99L, 0L, 0L, 0L, 0))
                    .isIn(-(long) EINVAL, -9L);
            long abs = (long) find.invokeExact(arena.allocateFrom("abs"));
            assertThat((long) call.invokeExact(abs, 0xFFFF_FFFF_FFFF_FFFFL, 0L, 0L, 0L, 0L, 0L, 1))
                    .as("the upper half of the register is not looked at")
                    .isEqualTo(1);
        }
    }

    @Test
    void opensMovesAndPrints(@TempDir Path folder) throws Throwable {
        Path file = folder.resolve("made");
        try (Arena arena = Arena.ofConfined()) {
            int creates = 0101 | 0200; // O_WRONLY, O_CREAT, O_EXCL
            MethodHandle open =
                    helper.function(
                            "openSII",
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
            int number = (int) open.invokeExact(arena.allocateFrom(file.toString()), creates, 0600);
            assertThat(number).isPositive();
            assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(0100600);
        }
    }
}
