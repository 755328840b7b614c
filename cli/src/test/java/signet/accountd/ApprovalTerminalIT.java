package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A person at a real pseudo-terminal; expect(1) has her hands. */
class ApprovalTerminalIT {

    private static final String ORDER = "web1:newOrder:a.example:1";

    @TempDir private Path folder;
    private ApprovalHost host;

    @BeforeEach
    void host() throws IOException {
        host = new ApprovalHost(folder);
        Path _ = host.config("approval-timeout = 60");
    }

    /** The process ends after the script, and not before the terminal has shown what it shows. */
    private String expect(String script, String... requests) throws IOException {
        Path hold = host.hold();
        String whole = script + "exec rm -f " + hold + "\nexpect eof\n";
        try (TestProcess expect = host.expect(whole, requests)) {
            int status = expect.awaitExit(Accountd.LONG.multipliedBy(2));
            assertThat(status).as(expect.text()).isZero();
            return expect.text();
        }
    }

    /** The script's part that waits for a text, and fails without it. */
    private static String await(String text) {
        return "expect {\n-ex {" + text + "} {}\neof { exit 3 }\ntimeout { exit 4 }\n}\n";
    }

    private static final String SPAWN = "spawn {*}$argv\n";
    private static final String QUESTION = await("Approve? Type yes or no: ");

    @Test
    void takesAYesAfterAnythingElse() throws Exception {
        String output =
                expect(
                        SPAWN
                                + QUESTION
                                + "send \"y\\r\"\n"
                                + await("Type yes or no: ")
                                + "send \"yes\\r\"\n"
                                + await("approved."),
                        ORDER);

        assertThat(output)
                .contains(
                        ": new certificate for a.example, from web1 (socket), at Let's Encrypt: at"
                                + " most 7 signatures within 10 min.")
                .contains("rule \"certificates\"")
                .contains("by=[root]");
    }

    @Test
    void takesANo() throws Exception {
        assertThat(expect(SPAWN + QUESTION + "send \"no\\r\"\n" + await("denied."), ORDER))
                .contains("-> Denied[by=root]");
    }

    @Test
    void whatWasTypedBeforeTheQuestionIsNoAnswer() throws Exception {
        String output =
                expect(
                        // A whole line, and the beginning of another one.
                        SPAWN
                                + "send \"yes\\rye\"\n"
                                + QUESTION
                                + "send \"s\\r\"\n"
                                + await("Type yes or no: ")
                                + "send \"no\\r\"\n"
                                + await("denied."),
                        ORDER);

        assertThat(output).doesNotContain("Granted");
    }

    @Test
    void goesAwayWhenAnotherWayHasAnswered() throws Exception {
        Path answer = host.file("answer");
        Path _ = host.script("while [ ! -e " + answer + " ]; do sleep 0.05; done");
        Path _ = host.config("approval-command = " + host.file("ask"));

        expect(
                SPAWN
                        + QUESTION
                        + "exec touch "
                        + answer
                        + "\n"
                        + await("approved elsewhere, by root."),
                ORDER);
    }

    @Test
    void goesAwayWithItsTime() throws Exception {
        Path _ = host.config("approval-timeout = 2");

        expect(SPAWN + QUESTION + await("the time for an answer is over."), ORDER);
    }

    @Test
    void asksOneQuestionAfterTheOther() throws Exception {
        String output =
                expect(
                        SPAWN
                                + QUESTION
                                + "send \"yes\\r\"\n"
                                + QUESTION
                                + "send \"no\\r\"\n"
                                + await("denied."),
                        ORDER,
                        "web2:newOrder:b.example:1");

        assertThat(output)
                .contains(ORDER + " -> Granted[")
                .contains("web2:newOrder:b.example:1 -> Denied[");
    }

    @Test
    void inTheBackgroundItIsNotStoppedAndAsksWhenItComesBack() throws Exception {
        String output =
                expect(
                        "set command {}\n"
                                + "foreach word $argv { append command \"'$word' \" }\n"
                                + "spawn env PS1=ready> TERM=dumb bash --norc --noprofile\n"
                                + await("ready>")
                                + "send -- \"$command &\\r\"\n"
                                + await("waits for a person")
                                + "send \"sleep 1; jobs\\r\"\n"
                                + await("Running")
                                + "send \"fg\\r\"\n"
                                + QUESTION
                                + "send \"yes\\r\"\n"
                                + await("approved.")
                                + "exec rm "
                                + host.file("hold")
                                + "\n"
                                + await("ready>")
                                + "send \"exit\r\"\n",
                        ORDER);

        assertThat(output.substring(0, output.indexOf("Running"))).doesNotContain("Approve?");
        assertThat(output).doesNotContain("Stopped");
    }

    @Test
    void thePersonIsWhoOwnsTheTerminal() throws Exception {
        String output =
                expect(
                        SPAWN
                                + "exec chown nobody $spawn_out(slave,name)\n"
                                + QUESTION
                                + "send \"yes\\r\"\n"
                                + await("approved."),
                        ORDER);

        assertThat(output).contains("by=[nobody]");
    }

    @Test
    void whereThereIsNoTerminalNobodyIsAsked() throws Exception {
        assertThat(host.run(ORDER))
                .contains("run signet-accountd from a terminal, or set \"approval-command\"")
                .contains("-> NobodyToAsk[");
    }

    @Test
    void canBeSwitchedOff() throws Exception {
        Path _ = host.config("approval-terminal = no");

        assertThat(expect(SPAWN + await("-> NobodyToAsk["), ORDER)).doesNotContain("Approve?");
    }

    @Test
    void whatAPeerSendsDoesNotSteerTheTerminal() throws Exception {
        String escape = "\u001b]0;x\u0007";

        List<String> lines =
                expect(
                                SPAWN + QUESTION + "send \"no\\r\"\n" + await("denied."),
                                "w" + escape + ORDER)
                        .lines()
                        .filter(line -> line.contains("new certificate"))
                        .toList();

        assertThat(lines).isNotEmpty().allMatch(line -> line.contains("w\\u001b]0;x\\u0007web1"));
    }
}
