package signet.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ExecutablesTest {

    private static final Path LAUNCHERS = Path.of("../src/dist").toAbsolutePath();

    @Test
    void areMadeOfTheJarsThatTheirLaunchersName() throws Exception {
        List<Executable> programs = Executables.of(LAUNCHERS);

        assertThat(programs.stream().map(Executable::name))
                .containsExactly("signet", "signet-client", "signet-webserver");
        assertThat(programs.get(0).jars())
                .contains("signet-master", "picocli", "bcprov-jdk18on")
                .doesNotContain("signet-client", "signer-softkey");
        assertThat(programs.get(2).jars())
                .containsExactly(
                        "signet-webserver",
                        "signet-control",
                        "signet-sandbox",
                        "acme-core",
                        "nimbus-jose-jwt");
    }

    @Test
    void aLauncherWithoutJarsIsAnError(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("bin/signet"), "#!/bin/sh\nexec true\n");

        assertThatThrownBy(() -> Executables.of(folder))
                .isInstanceOf(BuildException.class)
                .hasMessageEndingWith("bin/signet names no jars");
    }

    @Test
    void optionsTellNothingOfTheMachineThatBuilds() throws Exception {
        for (Executable program : Executables.of(LAUNCHERS)) {
            assertThat(ImageOptions.of(program, Platform.here()))
                    .contains(
                            "-H:-ParseRuntimeOptions",
                            "-H:Class=" + program.mainClass(),
                            "-R:MaxHeapSize=" + program.heapMegabytes() + "m")
                    .noneMatch(option -> option.contains(LAUNCHERS.toString()));
        }
    }
}
