package signet.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The native programs as files: what they need, find and take. Run where the build made them. */
class NativeProgramsIT {

    private static final Pattern NEEDED = Pattern.compile("\\(NEEDED\\).*\\[(\\S+)\\]");
    private static final Pattern RUNPATH = Pattern.compile("\\(RU?N?PATH\\).*\\[(\\S+)\\]");
    private static final Path NATIVE = Distribution.HOME.resolve("lib/native");

    @TempDir private Path folder;

    private String output(String... command) throws IOException {
        Distribution.Result result = Distribution.run(folder, Map.of(), List.of(command));
        assertThat(result.status()).as(result.output()).isZero();
        return result.output();
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin/signet", "libexec/signet-client", "libexec/signet-webserver"})
    void findsItsLibrariesFromItsOwnPlaceAndAllAtTheStart(String program) throws IOException {
        String dynamic = output("readelf", "-Wd", Distribution.HOME.resolve(program).toString());

        assertThat(matches(RUNPATH, dynamic)).containsExactly("$ORIGIN/../lib/native");
        assertThat(dynamic).contains("BIND_NOW").contains("PIE");
        for (String library : matches(NEEDED, dynamic)) {
            assertThat(Files.exists(NATIVE.resolve(library)) || library.startsWith("libc."))
                    .as(library)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin/signet", "libexec/signet-client", "libexec/signet-webserver"})
    void hasNoStackToExecuteAndNoNameOfTheMachineThatMadeIt(String program) throws IOException {
        Path file = Distribution.HOME.resolve(program);

        assertThat(output("readelf", "-Wl", file.toString()))
                .containsPattern("GNU_STACK +\\S+ \\S+ \\S+ \\S+ \\S+ RW ")
                .contains("GNU_RELRO");
        assertThat(output("strings", file.toString()))
                .doesNotContain(Path.of("").toAbsolutePath().toString());
    }

    /** Each function of a JVM that a library names is there, if only to say that it is missing. */
    @Test
    void whatTheLibrariesWantOfAJvmIsThere() throws IOException {
        Set<String> wanted = new TreeSet<>();
        Pattern undefined = Pattern.compile(" U ((?:JVM|jio)_\\w+)");
        for (String name : List.of("java", "net", "nio", "zip", "extnet")) {
            wanted.addAll(
                    matches(
                            undefined,
                            output("nm", "-D", NATIVE.resolve("lib" + name + ".so").toString())));
        }

        Set<String> there =
                matches(
                        Pattern.compile(" T ((?:JVM|jio)_\\w+)"),
                        output("nm", "-D", NATIVE.resolve("libjvm.so").toString()));

        assertThat(wanted).hasSizeGreaterThan(100);
        assertThat(there).containsAll(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "bin/signet, signet 0.",
        "libexec/signet-client, signet-client 0.",
        "libexec/signet-webserver, signet-webserver 0."
    })
    void startsWithoutAnyEnvironmentThroughALinkAndFromAFolderWithASpace(
            String program, String expected) throws IOException {
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, Distribution.HOME.resolve(program));
        assertThat(output("env", "-i", link.toString(), "--version")).startsWith(expected);

        Path spaced = Files.createDirectory(folder.resolve("a b"));
        for (String name : List.of("lib", "libexec", "bin")) {
            output("cp", "-Rp", Distribution.HOME.resolve(name).toString(), spaced.toString());
        }
        assertThat(output(spaced.resolve(program).toString(), "--version")).startsWith(expected);
    }

    /** They are arguments of our programs, which know none such. */
    @ParameterizedTest
    @CsvSource({
        "bin/signet, -Djava.home=/tmp, 1",
        "bin/signet, -XX:+PrintFlags, 1",
        "libexec/signet-client, -XX:MaxHeapSize=1g, 1",
        "libexec/signet-webserver, -Dsignet.home=/tmp, 2"
    })
    void takesNoOptionsOfAVirtualMachine(String program, String option, int status)
            throws IOException {
        Distribution.Result result =
                Distribution.run(
                        folder,
                        Map.of(),
                        List.of(Distribution.HOME.resolve(program).toString(), option));

        assertThat(result.status()).as(result.output()).isEqualTo(status);
    }

    @Test
    void theJavaProgramsThatAreLeftHaveTheirJars() throws IOException {
        Set<String> named = new TreeSet<>(Distribution.jars("bin/signet-accountd"));
        named.addAll(Distribution.jars("libexec/signet-token"));
        try (var files = Files.list(Distribution.HOME.resolve("lib"))) {
            Set<String> present =
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".jar"))
                            .map(name -> name.substring(0, name.length() - 4))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(present).isEqualTo(named);
        }
    }

    /** What a processor of 2008 has is enough; QEMU's is one of 2006, and is told so. */
    @Test
    void runsOnOldProcessorsAndSaysWhereItCannot() throws IOException {
        String program = Distribution.HOME.resolve("libexec/signet-webserver").toString();

        assertThat(output("qemu-x86_64", "-cpu", "Nehalem", program, "--version"))
                .startsWith("signet-webserver 0.");
        Distribution.Result result =
                Distribution.run(
                        folder,
                        Map.of(),
                        List.of("qemu-x86_64", "-cpu", "core2duo", program, "--version"));
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).startsWith("signet: this processor is too old for the native");
    }
}
