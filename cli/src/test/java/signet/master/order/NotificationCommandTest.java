package signet.master.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import signet.config.CertificateConfig;
import signet.master.certificate.SectionFixture;
import signet.master.run.Messages;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Each of these hung, or filled the log, where the output was read to its end. */
@Timeout(60)
class NotificationCommandTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private CertificateConfig config;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Messages messages =
            new Messages(
                    new PrintStream(shown, true, StandardCharsets.UTF_8),
                    Messages.Level.QUIET,
                    false);

    @BeforeEach
    void prepare() throws Exception {
        SectionFixture fixture = new SectionFixture(folder);
        fixture.makeKey();
        config = fixture.section();
    }

    private List<String> shown() {
        // The first line tells of the command.
        return shown.toString(StandardCharsets.UTF_8).lines().skip(1).toList();
    }

    private void end(Path pidFile) throws Exception {
        ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                .orElseThrow()
                .destroyForcibly();
    }

    @Test
    void whatIsLeftInTheBackgroundIsNotWaitedFor() throws Exception {
        Path pid = folder.resolve("pid");
        try (NotificationCommand command = new NotificationCommand(messages, LONG)) {
            assertThat(command.run(config, "sleep 600 & echo $! > " + pid + "; echo started"))
                    .isEmpty();
        } finally {
            end(pid);
        }
        assertThat(shown()).containsExactly("started");
    }

    @Test
    void outputOfTheBackgroundDoesNotComeLater() throws Exception {
        Path pid = folder.resolve("pid");
        try (NotificationCommand command = new NotificationCommand(messages, LONG)) {
            assertThat(
                            command.run(
                                    config,
                                    "(while sleep 0.01; do echo late; done) & echo $! > " + pid))
                    .isEmpty();
            int lines = shown().size();
            assertThat(command.run(config, "sleep 1")).isEmpty();
            assertThat(shown().stream().filter("late"::equals)).hasSizeLessThanOrEqualTo(lines);
        } finally {
            end(pid);
        }
    }

    @Test
    void aFloodIsShownInPart() {
        try (NotificationCommand command = new NotificationCommand(messages, LONG)) {
            assertThat(command.run(config, "yes | head -c 30000000")).isEmpty();
            assertThat(shown())
                    .hasSize(1001)
                    .last()
                    .isEqualTo("more than 1000 lines, some are not shown");
            shown.reset();
            assertThat(command.run(config, "head -c 30000000 /dev/zero | tr '\\0' x; echo; echo z"))
                    .isEmpty();
            assertThat(shown()).containsExactly("x".repeat(500) + "...", "z");
        }
    }

    @Test
    void aCommandThatDoesNotEndIsEnded() {
        try (NotificationCommand command =
                new NotificationCommand(messages, Duration.ofSeconds(1))) {
            assertThat(command.run(config, "echo begun; sleep 600; echo never").orElseThrow())
                    .contains(
                            "did not end within 1 s, and was ended", "run it by hand: echo begun");
        }
        assertThat(shown()).containsExactly("begun");
    }

    @Test
    void onlyWhatIsHarmlessIsInherited() {
        Map<String, String> ours =
                Map.of(
                        "LC_TIME", "de_DE.UTF-8",
                        "TERM", "xterm",
                        "LD_PRELOAD", "/tmp/evil.so",
                        "PATH", "/tmp",
                        "HOME", "/home/mallory",
                        "XDG_RUNTIME_DIR", "/run/user/1000");
        assertThat(CommandEnvironment.inherited(ours, "root"))
                .containsOnlyKeys("LC_TIME", "TERM", "PATH", "HOME", "SHELL", "USER", "LOGNAME")
                .containsEntry("HOME", System.getProperty("user.home"))
                .doesNotContainEntry("PATH", "/tmp");
        assertThat(CommandEnvironment.inherited(ours, "alice"))
                .containsEntry("XDG_RUNTIME_DIR", "/run/user/1000");
    }
}
