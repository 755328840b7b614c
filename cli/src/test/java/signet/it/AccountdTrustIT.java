package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The signer, as a user of its own, uses nothing that somebody else could have written: neither its
 * configuration nor its policy, its key, its memory and its audit log.
 */
class AccountdTrustIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private Path directory;
    private Path own;
    private Distribution distribution;
    private int runs;

    @BeforeEach
    void prepare() throws Exception {
        directory = Distribution.openDirectory("signet-trust");
        distribution = Distribution.copyTo(directory);
        own = Files.createDirectory(directory.resolve("own"));
        for (String folder : new String[] {"state", "audit", "run", "keys"}) {
            Files.createDirectory(own.resolve(folder));
        }
        Files.writeString(
                own.resolve("policy.conf"),
                """
                [ca test]
                directory = https://ca.example/directory
                [allow all]
                ca = test
                names = .example
                orders-per-day = 5
                operations = issuance
                """);
        Files.writeString(
                own.resolve("accountd.conf"),
                """
                privkey = file:%1$s/keys/account.key
                socket = %1$s/run/S
                policy = %1$s/policy.conf
                state = %1$s/state
                audit-log = %1$s/audit/log
                """
                        .formatted(own));
        command("chown", "-R", "_signet-accountd:", own.toString());
        command("chmod", "-R", "go-rwx", own.toString());
        Finished made = accountd("keygen", "--type=ES256", "--out=" + own + "/keys/account.key");
        assertThat(made.status()).as(made.output()).isZero();
    }

    private record Finished(int status, String output) {}

    private static void command(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private TestProcess start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=_signet-accountd",
                                "--regid=_signet-accountd",
                                "--clear-groups",
                                distribution.accountd()));
        command.addAll(List.of(arguments));
        return TestProcess.start(directory.resolve("run." + ++runs + ".log"), command);
    }

    private Finished accountd(String... arguments) throws IOException {
        try (TestProcess process = start(arguments)) {
            return new Finished(process.awaitExit(LONG), process.text());
        }
    }

    @Test
    void startsWhereAllIsItsOwn() throws Exception {
        try (TestProcess accountd = start("--config=" + own + "/accountd.conf")) {
            accountd.awaitText("Listening on", LONG);
            accountd.signal("TERM");
            assertThat(accountd.awaitExit(LONG)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "accountd.conf, chmod 666, 'its group or others can write to it, and so decide what'",
        "accountd.conf, chown nobody, 'belongs to user nobody, who could decide what'",
        "policy.conf, chmod 620, 'its group or others can write to it, and so decide what'",
        "policy.conf, chown nobody, 'belongs to user nobody, who could decide what'",
        "., chmod 777, 'its group or others can write to it, and so decide what'",
        "state, chmod 777, 'its group or others can write to it, and so'",
        "audit, chmod 775, 'its group or others can write to it, and so'",
        "keys, chmod 777, 'its group or others can write to it, and so exchange the account key'",
        "keys/account.key, chmod 644, 'is open to its group or to others (mode 0644)'",
        "run, chmod 777, 'its group or others can write to it, and so put a socket of theirs'"
    })
    void usesNothingThatOthersCanChange(String what, String how, String reason) throws Exception {
        Path victim = own.resolve(what).normalize();
        if (how.startsWith("chown")) {
            // It must still be able to read it.
            command("chmod", "go+r", victim.toString());
        }
        command((how + " " + victim).split(" "));
        Finished refused = accountd("--config=" + own + "/accountd.conf");
        assertThat(refused.status()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains(victim.toString()).contains(reason);
    }

    @Test
    void aKeyBehindALinkIntoTheFolderOfAnotherIsNotUsed() throws Exception {
        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        Path key = own.resolve("keys/account.key");
        Files.move(key, theirs.resolve("key"));
        command("chown", "nobody", theirs.toString());
        Files.createSymbolicLink(key, theirs.resolve("key"));
        command("chown", "-h", "_signet-accountd", key.toString());
        Finished refused = accountd("--config=" + own + "/accountd.conf");
        assertThat(refused.status()).as(refused.output()).isNotZero();
        assertThat(refused.output())
                .contains(theirs + ": belongs to user nobody, who could exchange the account key");
    }

    /**
     * What cleared the memory once is refused from then on, also when the folder is closed again.
     */
    @Test
    void aMemoryThatAnotherPutThereIsNotUsed() throws Exception {
        Path memory = Files.createFile(own.resolve("state/orders"));
        command("chown", "nobody", memory.toString());
        command("chmod", "666", memory.toString());
        Finished refused = accountd("--config=" + own + "/accountd.conf");
        assertThat(refused.status()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains(memory + ": belongs to user nobody");
    }

    @Test
    void aSocketForAGroupOfOthersIsNotMade() throws Exception {
        Path config = own.resolve("accountd.conf");
        Files.writeString(
                config,
                "approval-socket = %s/run/A\napproval-group = root\napprovers = nobody\n"
                        .formatted(own),
                StandardOpenOption.APPEND);
        Finished refused = accountd("--config=" + config);
        assertThat(refused.status()).as(refused.output()).isNotZero();
        assertThat(refused.output())
                .contains("\"approval-group\": can't give " + own + "/run/A to group \"root\";")
                .contains("make the user of signet-accountd a member of it");
        assertThat(own.resolve("run/A")).doesNotExist();
    }

    @Test
    void aCheckpointKeyInAFolderOfAnotherIsNeitherMadeNorUsed() throws Exception {
        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        Path keys = Files.createDirectory(theirs.resolve("keys"));
        command("chown", "_signet-accountd", keys.toString());
        command("chown", "nobody", theirs.toString());
        Path config = own.resolve("accountd.conf");
        Files.writeString(
                config, "audit-checkpoint-key = " + keys + "/key\n", StandardOpenOption.APPEND);
        Finished refused = accountd("--config=" + config);
        assertThat(refused.status()).as(refused.output()).isNotZero();
        assertThat(refused.output())
                .contains(
                        theirs + ": belongs to user nobody, who could exchange the checkpoint key");
        assertThat(keys).isEmptyDirectory();
    }
}
