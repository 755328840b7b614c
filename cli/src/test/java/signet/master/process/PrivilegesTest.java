package signet.master.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void numbersAreTakenToo() throws IOException {
        Privileges known =
                Privileges.of(users, "here", Optional.of("65534"), Optional.empty(), true);
        assertThat(known)
                .isEqualTo(
                        Privileges.of(
                                users, "here", Optional.of("nobody"), Optional.empty(), true));
        Privileges unknown =
                Privileges.of(users, "here", Optional.of("987654"), Optional.of("987655"), true);
        assertThat(unknown.command(List.of("/program")))
                .contains("--reuid=987654", "--regid=987655", "--clear-groups");
        assertThat(unknown.environment())
                .containsEntry("USER", "987654")
                .containsEntry("HOME", "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967295", "-1", "0x10", "1 "})
    void whatIsNoNumberOfAUserIsNone(String text) {
        assertThatThrownBy(
                        () ->
                                Privileges.of(
                                        users, "here", Optional.of(text), Optional.of("0"), true))
                .hasMessageContaining("here: user \"" + text + "\" does not exist");
    }

    @Test
    void numberWithoutAnEntryNeedsAGroup() {
        assertThatThrownBy(
                        () ->
                                Privileges.of(
                                        users,
                                        "section [x]",
                                        Optional.of("987654"),
                                        Optional.empty(),
                                        true))
                .hasMessageContaining("section [x]: user 987654 has no entry in the user database")
                .hasMessageContaining("set \"group\" too");
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
