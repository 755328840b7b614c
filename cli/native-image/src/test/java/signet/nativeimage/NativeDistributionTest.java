package signet.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

class NativeDistributionTest {

    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir private Path folder;
    private Path signet;

    @BeforeEach
    void makeADistribution() throws IOException {
        signet = folder.resolve("signet");
        for (String name :
                List.of(
                        "bin/signet",
                        "bin/signet-accountd",
                        "lib/signet-master.jar",
                        "lib/signet-accountd.jar",
                        "lib/cds/signet-master-25.jsa",
                        "lib/cds/signet-accountd-25.jsa",
                        "lib/native/libother.so")) {
            Path file = signet.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "java " + name);
            Files.setLastModifiedTime(file, TIME);
        }
    }

    private Executable program() {
        return new Executable("signet", "bin", "signet.master.Main", List.of(), 1, List.of());
    }

    @Test
    void putsExecutablesInThePlaceOfLaunchersAndKeepsTheJavaPrograms() throws IOException {
        Path made = folder.resolve("made");
        Files.createDirectories(made.resolve("bin"));
        Files.writeString(made.resolve("bin/signet"), "native");
        Path libraries = Files.createDirectory(folder.resolve("libraries"));
        Files.writeString(libraries.resolve("libjvm.so"), "ours");
        NativeDistribution distribution = new NativeDistribution(signet);

        Path java = distribution.keepJava();
        distribution.put(List.of(program()), made, libraries);

        assertThat(signet.resolve("bin/signet")).hasContent("native");
        assertThat(signet.resolve("bin/signet-accountd")).hasContent("java bin/signet-accountd");
        assertThat(signet.resolve("lib/native/libjvm.so")).hasContent("ours");
        assertThat(signet.resolve("lib/native/libother.so")).exists();
        assertThat(signet.resolve("lib/signet-master.jar")).doesNotExist();
        assertThat(signet.resolve("lib/cds/signet-master-25.jsa")).doesNotExist();
        assertThat(signet.resolve("lib/signet-accountd.jar")).exists();
        assertThat(signet.resolve("lib/cds/signet-accountd-25.jsa")).exists();
        assertThat(java).isEqualTo(folder.resolve("signet-java"));
        assertThat(java.resolve("bin/signet")).hasContent("java bin/signet");
        assertThat(Files.getLastModifiedTime(java.resolve("lib/signet-master.jar")))
                .as("launchers look at it")
                .isEqualTo(TIME);
    }

    @Test
    void whatWasKeptIsNotReplacedByNativePrograms() throws IOException {
        NativeDistribution distribution = new NativeDistribution(signet);
        Path java = distribution.keepJava();
        Files.delete(signet.resolve("lib/signet-master.jar"));
        Files.writeString(signet.resolve("bin/signet"), "native");

        assertThat(distribution.keepJava()).isEqualTo(java);

        assertThat(java.resolve("bin/signet")).hasContent("java bin/signet");
    }

    @Test
    void theNextBuildsJavaProgramsReplaceThoseThatWereKept() throws IOException {
        NativeDistribution distribution = new NativeDistribution(signet);
        Files.writeString(distribution.keepJava().resolve("stale"), "old");
        Files.writeString(signet.resolve("bin/signet"), "java again");

        Path java = distribution.keepJava();

        assertThat(java.resolve("stale")).doesNotExist();
        assertThat(java.resolve("bin/signet")).hasContent("java again");
    }
}
