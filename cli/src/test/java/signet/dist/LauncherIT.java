package signet.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** The launchers find Java and their jars from wherever they are started. */
class LauncherIT {

    private static final String JAVA_HOME = System.getProperty("java.home");
    private static final String WEBSERVER = "libexec/signet-webserver";
    private static final Map<String, String> WITH_JAVA = Map.of("SIGNET_JAVA", JAVA_HOME);

    @TempDir Path folder;
    private Path spaced;

    @BeforeEach
    void makeACopyInAFolderWithASpace() throws IOException {
        spaced = Files.createDirectory(folder.resolve("a b"));
        for (String part : List.of("bin", "libexec", "lib")) {
            try (var files = Files.list(Distribution.JAVA_HOME.resolve(part))) {
                Path target = Files.createDirectory(spaced.resolve(part));
                for (Path file : files.toList()) {
                    Files.copy(file, target.resolve(file.getFileName()));
                }
            }
        }
        Files.setPosixFilePermissions(
                spaced.resolve(WEBSERVER), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Distribution.Result version(Map<String, String> environment, String program)
            throws IOException {
        return Distribution.run(folder, environment, List.of(program, "--version"));
    }

    private Path fakeJava(String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdk " + version));
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho fake \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                home.resolve("release"), "IMAGE=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    @Test
    void startsFromAFolderWithASpace() throws IOException {
        var result = version(WITH_JAVA, spaced.resolve(WEBSERVER).toString());
        assertThat(result.output()).startsWith("signet-webserver 0.");
        assertThat(result.status()).isZero();
    }

    @Test
    void startsByARelativePath() throws IOException {
        assertThat(version(WITH_JAVA, "a b/" + WEBSERVER).status()).isZero();
    }

    @Test
    void startsThroughASymbolicLink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), spaced.resolve(WEBSERVER));
        assertThat(version(WITH_JAVA, link.toString()).status()).isZero();
    }

    @Test
    void findsAJavaByItself() throws IOException {
        assertThat(version(Map.of(), spaced.resolve(WEBSERVER).toString()).status()).isZero();
    }

    @Test
    void ignoresAJavaHomeThatIsTooOld() throws IOException {
        var result =
                version(
                        Map.of("JAVA_HOME", fakeJava("17.0.15").toString()),
                        spaced.resolve(WEBSERVER).toString());
        assertThat(result.output()).startsWith("signet-webserver 0.");
    }

    @Test
    void takesSignetJavaAsAProgramToo() throws IOException {
        var result =
                version(
                        Map.of("SIGNET_JAVA", fakeJava("26-ea") + "/bin/java"),
                        spaced.resolve(WEBSERVER).toString());
        assertThat(result.output()).startsWith("fake ").endsWith("Main --version\n");
    }

    @Test
    void saysWhySignetJavaIsNotGoodEnough() throws IOException {
        Path old = fakeJava("24.0.1");
        var result =
                version(
                        Map.of("SIGNET_JAVA", old.toString()),
                        spaced.resolve(WEBSERVER).toString());
        assertThat(result.output())
                .isEqualTo(
                        "signet-webserver: SIGNET_JAVA="
                                + old
                                + " can't be used: its version is 24.0.1;"
                                + " Java 25 or later is needed\n");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void saysWhereItLookedWhenThereIsNoJava() throws IOException {
        Path library = spaced.resolve("lib/launcher.sh");
        Path empty = Files.createDirectory(folder.resolve("none"));
        Files.writeString(
                library, Files.readString(library).replace("in /usr/lib/jvm/", "in " + "/none/"));
        var result =
                version(
                        Map.of("JAVA_HOME", empty.toString()),
                        spaced.resolve(WEBSERVER).toString());
        assertThat(result.output())
                .contains("SIGNET_JAVA (not set)")
                .contains("JAVA_HOME=" + empty + " (there is no program bin/java in it)")
                .contains("/usr/lib/jvm/*25*")
                .hasLineCount(1);
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void keepsOptionsOfOthersAway() throws IOException {
        var environment =
                Map.of(
                        "SIGNET_JAVA", JAVA_HOME,
                        "JAVA_TOOL_OPTIONS", "-Dx=y",
                        "_JAVA_OPTIONS", "-Dx=y",
                        "JDK_JAVA_OPTIONS", "-Dx=y");
        assertThat(version(environment, spaced.resolve(WEBSERVER).toString()).output())
                .startsWith("signet-webserver 0.")
                .hasLineCount(1);
    }
}
