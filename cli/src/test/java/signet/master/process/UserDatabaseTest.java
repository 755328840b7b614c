package signet.master.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class UserDatabaseTest {

    private final UserDatabase users = new UserDatabase();

    @Test
    void anEntryIsReadWhole() throws IOException {
        assertThat(users.user("root"))
                .contains(new UserDatabase.User("root", 0, 0, "/root", "/bin/bash"));
        assertThat(users.user("0")).isEqualTo(users.user("root"));
        assertThat(users.group("root")).hasValue(0);
        assertThat(users.group("4711")).hasValue(4711);
        assertThat(users.user("_no-such-user")).isEmpty();
        assertThat(users.group("_no-such-group")).isEmpty();
    }

    @Test
    void whatCanNotBeReadIsNotSaidNotToExist(@TempDir Path folder) throws IOException {
        List<String> command =
                List.of(
                        "prlimit",
                        "--nofile=64",
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FewDescriptors.class.getName());
        try (TestProcess java = TestProcess.start(folder.resolve("output"), command)) {
            assertThat(java.awaitExit(Duration.ofSeconds(60))).as(java.text()).isZero();
            assertThat(java.text().lines())
                    .hasSize(4)
                    .satisfiesExactly(
                            known -> assertThat(known).isEqualTo("1"),
                            unknown -> assertThat(unknown).contains("does not exist; create it"),
                            full ->
                                    assertThat(full)
                                            .isEqualTo(
                                                    "here: can't look up \"daemon\": Too many open"
                                                            + " files; that says nothing about"
                                                            + " whether it exists"),
                            again -> assertThat(again).isEqualTo("1"));
        }
    }
}
