package signet.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.testing.TestProcess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Names with bytes that are none of the locale, as they are under cron. */
class OddNamesTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void areOpenedAsTheyAre(String locale) throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        String make =
                "cd \"$0\"; echo utf8 >\"$(printf 'f\\303\\274r')\"; echo latin1 >\"$(printf"
                    + " 'caf\\351')\"; ln -s \"$(printf 'f\\303\\274r')\" link; ln -s \"$0/$(printf"
                    + " 'caf\\351')\" far";
        run(locale, "sh", "-c", make, files.toString());
        assertThat(
                        run(
                                        locale,
                                        System.getProperty("java.home") + "/bin/java",
                                        "-XX:TieredStopAtLevel=1",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        ReadAll.class.getName(),
                                        files.toString())
                                .lines()
                                .filter(line -> !line.isEmpty()))
                .containsExactlyInAnyOrder("utf8", "utf8", "latin1", "latin1");
    }

    private String run(String locale, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(command));
        builder.environment().put("LC_ALL", locale);
        try (TestProcess process = TestProcess.start(folder.resolve("log"), builder)) {
            assertThat(process.awaitExit(Duration.ofSeconds(60))).as(process.text()).isZero();
            return process.text();
        }
    }
}
