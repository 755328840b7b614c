package signet.master.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

class PrivilegesTest {

    private final UserDatabase users = new UserDatabase();

    @Test
    void everythingIsDroppedBeforeTheProgramRuns() throws IOException {
        Privileges nobody =
                Privileges.of(users, "here", Optional.of("nobody"), Optional.empty(), true);
        assertThat(nobody.command(List.of("/program", "--option")))
                .containsExactly(
                        "/usr/bin/setpriv",
                        "--no-new-privs",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "--bounding-set=-all",
                        "--inh-caps=-all",
                        "--ambient-caps=-all",
                        "--pdeathsig=TERM",
                        "--",
                        "/program",
                        "--option");
        assertThat(nobody.environment())
                .containsEntry("USER", "nobody")
                .containsEntry("PATH", "/usr/bin:/bin")
                .doesNotContainKey("JAVA_HOME");
    }

    @Test
    void aProcessThatHasKeptPrivilegesIsNoticed() throws IOException {
        Privileges nobody =
                Privileges.of(users, "here", Optional.of("nobody"), Optional.empty(), true);
        int self = Math.toIntExact(ProcessHandle.current().pid());
        assertThatThrownBy(() -> nobody.verify(self))
                .isInstanceOf(PrivilegeException.class)
                .hasMessageContaining("has kept privileges");
    }

    @Test
    void unknownUsersAndGroupsAreErrorsThatSayWhatToDo() {
        assertThatThrownBy(
                        () ->
                                Privileges.of(
                                        users,
                                        "section [x]",
                                        Optional.of("_no-such-user"),
                                        Optional.empty(),
                                        true))
                .hasMessageContaining("section [x]: user \"_no-such-user\" does not exist")
                .hasMessageContaining("useradd");
        assertThatThrownBy(
                        () ->
                                Privileges.of(
                                        users,
                                        "section [x]",
                                        Optional.of("nobody"),
                                        Optional.of("_no-such-group"),
                                        true))
                .hasMessageContaining("group \"_no-such-group\" does not exist");
    }

    @Test
    void nobodyButRootCanChangeTheUser() {
        assertThatThrownBy(
                        () ->
                                Privileges.of(
                                        users,
                                        "here",
                                        Optional.of("nobody"),
                                        Optional.empty(),
                                        false))
                .hasMessageContaining("only root can change to user \"nobody\"");
    }
}
