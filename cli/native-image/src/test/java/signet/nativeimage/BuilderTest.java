package signet.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What native-image's builder finds where GraalVM would have it. */
class BuilderTest {

    private static final Path JARS = Path.of("target/builder").toAbsolutePath();

    @Test
    void aJavaWithOurHelpersRunsTheBuilder(@TempDir Path folder) throws Exception {
        Platform platform = Platform.here();
        Helpers helpers =
                Helpers.make(Compiled.SOURCES, Compiled.svm(), Compiled.JDK, platform, folder);
        Path home = folder.resolve("home");
        BuilderHome.make(home, Compiled.JDK, helpers.folder());

        Path libraries = home.resolve("lib/svm/clibraries/" + platform.folder());
        assertThat(libraries.resolve("liblibchelper.a")).isNotEmptyFile();
        assertThat(libraries.resolve("libjvm.a"))
                .hasContent("INPUT ( " + folder.resolve("lib/libjvm.so") + " )\n");
        assertThat(Files.readString(libraries.resolve("include/aarch64cpufeatures.h")))
                .contains("char fASIMD;");
        for (String name : JdkLibraries.NAMES) {
            assertThat(helpers.libraries().resolve("lib" + name + ".so")).isNotEmptyFile();
        }

        BuilderJvm jvm = new BuilderJvm(home, JARS);
        ProcessBuilder builder =
                new ProcessBuilder(jvm.command(List.of("--unknown"), folder))
                        .redirectErrorStream(true);
        builder.environment().putAll(jvm.environment());
        Process process = builder.start();
        String output = process.inputReader().readAllAsString();

        // It is the builder itself that says so.
        assertThat(output).contains("Error: Unknown options: --unknown");
        assertThat(process.waitFor()).isEqualTo(1);
        // JUnit would warn of each link into the JDK.
        Tree.delete(home);
    }
}
