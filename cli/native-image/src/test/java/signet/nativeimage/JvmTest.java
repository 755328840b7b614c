package signet.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The functions of a JVM that the JDK's libraries call in a native program. */
class JvmTest {

    private static final long NANOS = 1_000_000_000;

    private static Compiled jvm;

    @BeforeAll
    static void compile(@TempDir Path folder) throws Exception {
        jvm = Compiled.jvm(folder);
    }

    private static long clock(String name) throws Throwable {
        return (long)
                jvm.function(name, FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS))
                        .invokeExact(MemorySegment.NULL, MemorySegment.NULL);
    }

    @Test
    void clocksAreJavas() throws Throwable {
        assertThat(clock("JVM_CurrentTimeMillis"))
                .isCloseTo(System.currentTimeMillis(), within(10_000L));
        long before = System.nanoTime();
        long now = clock("JVM_NanoTime");
        assertThat(now).isBetween(before, System.nanoTime());
    }

    @Test
    void adjustmentIsTheTimeSinceASecond() throws Throwable {
        MethodHandle adjustment =
                jvm.function(
                        "JVM_GetNanoTimeAdjustment",
                        FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
        long second = System.currentTimeMillis() / 1000;

        assertThat((long) adjustment.invokeExact(MemorySegment.NULL, MemorySegment.NULL, second))
                .isBetween(0L, 10 * NANOS);
        assertThat(
                        (long)
                                adjustment.invokeExact(
                                        MemorySegment.NULL,
                                        MemorySegment.NULL,
                                        second - (1L << 32)))
                .as("too far away for the sum")
                .isEqualTo(-1);
    }

    @Test
    void countsTheProcessorsThatAreUsable() throws Throwable {
        assertThat(
                        (int)
                                jvm.function(
                                                "JVM_ActiveProcessorCount",
                                                FunctionDescriptor.of(JAVA_INT))
                                        .invokeExact())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void knowsVersionsOfJni() throws Throwable {
        MethodHandle supported =
                jvm.function(
                        "JVM_IsSupportedJNIVersion", FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_INT));

        assertThat((boolean) supported.invokeExact(0x00010008)).isTrue();
        assertThat((boolean) supported.invokeExact(0x00180000)).isTrue();
        assertThat((boolean) supported.invokeExact(0)).isFalse();
        assertThat((boolean) supported.invokeExact(0x00640000)).isFalse();
    }

    @Test
    void monitorsShutOthersOutAndCanBeEnteredTwice() throws Throwable {
        MethodHandle enter =
                jvm.function("JVM_RawMonitorEnter", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        MethodHandle exit = jvm.function("JVM_RawMonitorExit", FunctionDescriptor.ofVoid(ADDRESS));
        MemorySegment monitor =
                (MemorySegment)
                        jvm.function("JVM_RawMonitorCreate", FunctionDescriptor.of(ADDRESS))
                                .invokeExact();
        assertThat((int) enter.invokeExact(monitor)).isZero();
        assertThat((int) enter.invokeExact(monitor)).isZero();
        exit.invokeExact(monitor);

        CompletableFuture<Long> other =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                int _ = (int) enter.invokeExact(monitor);
                                long entered = System.nanoTime();
                                exit.invokeExact(monitor);
                                return entered;
                            } catch (Throwable e) {
                                throw new IllegalStateException(e);
                            }
                        });
        long left = System.nanoTime();
        exit.invokeExact(monitor);

        assertThat(other.get(10, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(left);
        jvm.function("JVM_RawMonitorDestroy", FunctionDescriptor.ofVoid(ADDRESS))
                .invokeExact(monitor);
    }

    @Test
    void textsAreCutWhereTheyDoNotFit() throws Throwable {
        MethodHandle print =
                jvm.function(
                        "jio_snprintf",
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS),
                        Linker.Option.firstVariadicArg(3));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(8);
            MemorySegment format = arena.allocateFrom("<%s>");

            assertThat((int) print.invokeExact(text, 8L, format, arena.allocateFrom("12345")))
                    .isEqualTo(7);
            assertThat(text.getString(0)).isEqualTo("<12345>");
            assertThat((int) print.invokeExact(text, 8L, format, arena.allocateFrom("123456")))
                    .isEqualTo(-1);
            assertThat(text.getString(0)).isEqualTo("<123456");
            assertThat((int) print.invokeExact(text, 0L, format, arena.allocateFrom("1")))
                    .isEqualTo(-1);
        }
    }

    @Test
    void findsLibrariesAndWhatIsInThem() throws Throwable {
        MethodHandle load =
                jvm.function(
                        "JVM_LoadLibrary", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_BOOLEAN));
        MethodHandle find =
                jvm.function(
                        "JVM_FindLibraryEntry", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment library =
                    (MemorySegment) load.invokeExact(arena.allocateFrom("libc.so.6"), false);
            assertThat(library).isNotEqualTo(MemorySegment.NULL);
            assertThat((MemorySegment) find.invokeExact(library, arena.allocateFrom("getpid")))
                    .isNotEqualTo(MemorySegment.NULL);
            assertThat((MemorySegment) find.invokeExact(library, arena.allocateFrom("no_such")))
                    .isEqualTo(MemorySegment.NULL);
            jvm.function("JVM_UnloadLibrary", FunctionDescriptor.ofVoid(ADDRESS))
                    .invokeExact(library);
        }
    }

    @Test
    void whatIsMissingEndsTheProcessAndSaysItsName(@TempDir Path folder) throws Exception {
        CCompiler gcc = new CCompiler(Compiled.JDK, folder);
        List<Path> objects =
                new java.util.ArrayList<>(gcc.objects(Compiled.SOURCES.resolve("jvm"), List.of()));
        String source = JdkLibraries.missing(Compiled.JDK, objects, folder.resolve("nm.log"));
        assertThat(source).contains("void JVM_FillInStackTrace(void)");
        assertThat(source).doesNotContain("JVM_NanoTime", "jio_snprintf");
        Path missing = Files.createDirectories(folder.resolve("made")).resolve("missing.c");
        Files.writeString(missing, source);
        objects.add(gcc.object(missing, List.of(Compiled.SOURCES.resolve("jvm"))));
        Path caller = folder.resolve("made/caller.c");
        Files.writeString(
                caller,
                """
                void JVM_FillInStackTrace(void);

                int main(void)
                {
                    JVM_FillInStackTrace();
                    return 0;
                }
                """);
        objects.add(gcc.object(caller, List.of()));
        Path program = folder.resolve("caller");
        List<String> link =
                new java.util.ArrayList<>(List.of("gcc", "-o", program.toString(), "-lpthread"));
        objects.forEach(object -> link.add(object.toString()));
        Command.run(link, java.util.Map.of(), folder.resolve("link.log"));

        Process process = new ProcessBuilder(program.toString()).start();

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith(
                        "signet: a library of the JDK called JVM_FillInStackTrace, which native")
                .contains("please report it");
        assertThat(process.waitFor()).as("SIGABRT").isEqualTo(128 + 6);
    }
}
