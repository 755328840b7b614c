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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Each executable starts from a CDS archive where it fits, and does not mind where not. */
class CdsArchiveIT {

    private static final Path JAVA = Distribution.launcher("lib/runtime");
    private static final String VERSION = System.getProperty("java.version");

    @TempDir Path folder;

    /** A Java that starts only where it can use the archive that the launcher names. */
    private Path strictJava() throws IOException {
        Path home = Files.createDirectory(folder.resolve("strict"));
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.copy(JAVA.resolve("release"), home.resolve("release"));
        Files.writeString(
                java,
                "#!/bin/sh\n"
                    + "case $* in *-XX:SharedArchiveFile=*) ;; *) echo no archive; exit 1 ;; esac\n"
                    + "exec "
                        + JAVA
                        + "/bin/java -Xshare:on \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    private Path copy() throws IOException {
        Path target = folder.resolve("copy");
        try (Stream<Path> files = Files.walk(Distribution.JAVA_HOME)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        target.resolve(Distribution.JAVA_HOME.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return target;
    }

    private Distribution.Result version(Path program, Path java) throws IOException {
        return Distribution.run(
                folder,
                Map.of("SIGNET_JAVA", java.toString()),
                List.of(program.toString(), "--version"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bin/signet",
                "bin/signet-accountd",
                "libexec/signet-client",
                "libexec/signet-webserver"
            })
    void eachExecutableUsesItsArchiveFromWhereverItIs(String program) throws IOException {
        Path java = strictJava();
        assertThat(version(Distribution.launcher(program), java).status()).isZero();
        Path copy = copy();
        assertThat(version(copy.resolve(program), java).status()).isZero();
        // Java 25 would not notice that itself, and run the code of the old jar.
        changeOneJar(copy);
        assertThat(version(copy.resolve(program), java))
                .satisfies(result -> assertThat(result.status()).isEqualTo(1))
                .satisfies(result -> assertThat(result.output()).isEqualTo("no archive\n"));
    }

    /** A list of classes that is too old for the code would show here. */
    @ParameterizedTest
    @CsvSource({
        "bin/signet, --version",
        "bin/signet-accountd, --version",
        "libexec/signet-client, --version",
        "libexec/signet-webserver, --version"
    })
    void hardlyAnyClassIsReadFromAJar(String program, String argument) throws IOException {
        Path loaded = folder.resolve("loaded");
        Path home = Files.createDirectory(folder.resolve("telling"));
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.copy(JAVA.resolve("release"), home.resolve("release"));
        Files.writeString(
                java,
                """
                #!/bin/sh
                for option; do
                    shift
                    case $option in -Xlog:*) ;; *) set -- "$@" "$option" ;; esac
                done
                exec %s/bin/java -Xlog:class+load:file=%s "$@"
                """
                        .formatted(JAVA, loaded));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Distribution.Result result =
                Distribution.run(
                        folder,
                        Map.of("SIGNET_JAVA", home.toString()),
                        List.of(Distribution.launcher(program).toString(), argument));
        assertThat(result.status()).isZero();
        List<String> lines = Files.readAllLines(loaded);
        assertThat(lines).hasSizeGreaterThan(400);
        assertThat(lines.stream().filter(line -> line.matches(".*source: (jrt|file):.*")))
                .as(program)
                .hasSizeLessThan(lines.size() / 25);
    }

    /** It takes no arguments, and says so. */
    @Test
    void theTokensHelperUsesItsArchive() throws IOException {
        Path java = strictJava();
        String helper = "libexec/signet-token";
        assertThat(version(Distribution.launcher(helper), java).output())
                .contains("without arguments");
        Path copy = copy();
        changeOneJar(copy);
        assertThat(version(copy.resolve(helper), java).output()).isEqualTo("no archive\n");
    }

    @ParameterizedTest
    @CsvSource({
        "bin/signet, signet-master",
        "bin/signet-accountd, signet-accountd",
        "libexec/signet-client, signet-client",
        "libexec/signet-webserver, signet-webserver"
    })
    void anArchiveThatDoesNotFitIsNotMentioned(String program, String name) throws IOException {
        String expected = version(Distribution.launcher(program), JAVA).output();
        Path copy = copy();
        Path archive = copy.resolve("lib/cds/" + name + "-" + VERSION + ".jsa");
        FileTime time = Files.getLastModifiedTime(archive);
        Files.writeString(archive, "garbage");
        Files.setLastModifiedTime(archive, time);
        assertSame(copy.resolve(program), expected);
        changeOneJar(copy);
        assertSame(copy.resolve(program), expected);
        Files.delete(archive);
        assertSame(copy.resolve(program), expected);
    }

    private void assertSame(Path program, String expected) throws IOException {
        var result = version(program, JAVA);
        assertThat(result.output()).isEqualTo(expected).isNotEmpty();
        assertThat(result.status()).isZero();
    }

    private static void changeOneJar(Path copy) throws IOException {
        Files.setLastModifiedTime(
                copy.resolve("lib/acme-core.jar"),
                FileTime.from(Instant.parse("2020-02-02T00:00:00Z")));
    }
}
