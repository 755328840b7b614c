package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.jose.JsonObject;
import signet.testing.Eventually;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs that ask, of all kinds. */
class ApprovalCommandIT {

    private static final String ORDER = "web1:newOrder:b.example,a.example:1";

    @TempDir private Path folder;
    private ApprovalHost host;

    @BeforeEach
    void host() {
        host = new ApprovalHost(folder);
    }

    private void configure(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("approval-command = " + host.file("ask") + " --text");
        Path _ = host.config(all.toArray(String[]::new));
    }

    @Test
    void getsTheQuestionTwiceAndSaysYes() throws Exception {
        Path _ =
                host.script(
                        "printf '%s\\n' \"$#\" \"$1\" \"$2\" > " + host.file("arguments"),
                        "cat > " + host.file("input"),
                        "env > " + host.file("environment"));
        configure();

        assertThat(host.run(ORDER)).contains(ORDER + " -> Granted[").contains("by=[root]");

        List<String> arguments = Files.readAllLines(host.file("arguments"));
        assertThat(arguments)
                .containsExactly(
                        "2",
                        "--text",
                        "new certificate for a.example, b.example, from web1 (socket), at Let's"
                                + " Encrypt: at most 7 signatures within 10 min");
        JsonObject input = JsonObject.parse(Files.readAllBytes(host.file("input")));
        assertThat(input.requiredString("question")).isEqualTo(arguments.get(2));
        assertThat(input.strings("names")).containsExactly("a.example", "b.example");
        assertThat(input.requiredString("rule")).isEqualTo("certificates");
        assertThat(Files.readAllLines(host.file("environment")))
                .contains("SSH_ASKPASS_PROMPT=confirm")
                .allMatch(
                        line ->
                                line.matches(
                                        "(PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|TZ|LC_\\w+|DISPLAY"
                                                + "|SSH_ASKPASS_PROMPT|XDG_RUNTIME_DIR|PWD|SHLVL|_"
                                                + "|OLDPWD)=.*"));
    }

    @Test
    void saysNo() throws Exception {
        Path _ = host.script("exit 1");
        configure();

        assertThat(host.run(ORDER)).contains(ORDER + " -> Denied[by=root]");
    }

    @Test
    void aProgramThatFailsIsNoAnswer() throws Exception {
        Path _ = host.script("echo 'cannot open display' >&2", "exit 3");
        configure();

        assertThat(host.run(ORDER))
                .contains(
                        "Warning: \"approval-command\" ("
                                + host.file("ask")
                                + ") gave no answer: exit status 3, it said \"cannot open"
                                + " display\"")
                .contains("refused: nobody can be asked")
                .contains(ORDER + " -> NobodyToAsk[");
    }

    @Test
    void aProgramThatCrashesIsNoAnswer() throws Exception {
        Path _ = host.script("kill -SEGV $$");
        configure();

        assertThat(host.run(ORDER)).contains("exit status 139").contains("-> NobodyToAsk[");
    }

    @Test
    void aProgramThatIsNotThereIsNoAnswer() throws Exception {
        configure();

        assertThat(host.run(ORDER)).contains("can't be started").contains("-> NobodyToAsk[");
    }

    @Test
    void megabytesOfOutputDoNoHarm() throws Exception {
        Path _ = host.script("head -c 20000000 /dev/zero", "exit 0");
        configure();

        String output = host.run(ORDER);

        assertThat(output).contains(ORDER + " -> Granted[");
        assertThat(output).hasSizeLessThan(10_000);
    }

    @Test
    void aProgramThatHangsIsKilledWithAllThatItStarted() throws Exception {
        Path _ =
                host.script(
                        "trap '' TERM",
                        "sleep 1000 &",
                        "echo $$ $! > " + host.file("pids"),
                        "while true; do wait; done");
        configure("approval-timeout = 3");

        try (TestProcess process = host.start(ORDER)) {
            process.awaitText("-> TimedOut[limit=PT3S]", Accountd.LONG);
        }

        for (String pid : Files.readString(host.file("pids")).strip().split(" ", -1)) {
            Eventually.await("the end of " + pid, Accountd.LONG, () -> isGone(pid));
        }
    }

    private static boolean isGone(String pid) throws IOException {
        Path status = Path.of("/proc", pid, "status");
        return Files.notExists(status) || Files.readString(status).contains("State:\tZ");
    }

    @Test
    void theDialogGoesAwayWhenTheClientDoes() throws Exception {
        Path _ = host.script("echo $$ > " + host.file("pids"), "exec sleep 1000");
        configure();
        Path hold = host.hold();

        try (TestProcess process = host.start(ORDER)) {
            process.await(
                    "the dialog",
                    Accountd.LONG,
                    () ->
                            Files.exists(host.file("pids"))
                                    && Files.readString(host.file("pids")).endsWith("\n"));
            Files.delete(hold);
            process.awaitText(ORDER + " -> Cancelled[", Accountd.LONG);
        }
        String pid = Files.readString(host.file("pids")).strip();
        Eventually.await("the end of the dialog", Accountd.LONG, () -> isGone(pid));
    }

    @Test
    void twoPersonsAreNotOneDialog() throws Exception {
        Path _ = host.script("exit 0");
        configure();

        assertThat(host.run("web1:keyChange::2"))
                .contains("2 persons have to agree, and only root can")
                .contains("-> NobodyToAsk[");
    }
}
