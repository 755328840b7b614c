package signet.config;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.config.ConfigFixture.ROOT;
import static signet.config.ConfigFixture.assertError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class ApprovalConfigTest {

    @TempDir private Path directory;

    private ApprovalConfig load(String... lines) throws Exception {
        Path file = new ConfigFixture(directory).write("a.conf", lines);
        return AccountdConfig.load(Optional.of(file), ROOT).approval();
    }

    @Test
    void readsAllKeys() throws Exception {
        assertThat(
                        load(
                                "approval-timeout = 30",
                                "approval-retry-after = 300",
                                "approval-questions-per-hour = 5",
                                "approval-command = zenity --question  --text",
                                "notify-command = mail -s approval root",
                                "approval-socket = %t/signet/S.approval",
                                "approval-group = admins",
                                "approvers = alice, bob carol",
                                "approval-terminal = no"))
                .isEqualTo(
                        new ApprovalConfig(
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(5),
                                5,
                                List.of("zenity", "--question", "--text"),
                                List.of("mail", "-s", "approval", "root"),
                                Optional.of(Path.of("/run/signet/S.approval")),
                                Optional.of("admins"),
                                List.of("alice", "bob", "carol"),
                                false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"approvers", "approval-group", "notify-command"})
    void whatNeedsTheSocketIsAnErrorWithoutIt(String key) {
        assertError(
                () -> load(key + " = root"),
                directory.resolve("a.conf")
                        + ":1: "
                        + key
                        + ": has no effect without \"approval-socket\"; set it");
    }
}
