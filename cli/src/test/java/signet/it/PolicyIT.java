package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.Eventually;
import signet.testing.PebbleOptions;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Runs under a policy, at a CA that registers only holders of an account of its own. */
class PolicyIT {

    private static final String KEY_ID = "corp-1";
    private static final String SECRET =
            "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

    @RegisterExtension
    static final Ca CA = new Ca(PebbleOptions.defaults().withExternalAccount(KEY_ID, SECRET));

    private Site site;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        site.secret("eab", SECRET + "\n");
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @Test
    void theSecretOfTheExternalAccountStaysWithTheSigner() throws IOException {
        serve("operations = issuance newAccount externalAccountBinding\nnames = .example\n");
        site.register();
        site.sections(site.section("one.example") + site.section("two.example"));

        Site.Finished run = site.signet("newOrder");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(site.directory().resolve("two.example.pem")).exists();
        assertThat(audited())
                .contains("\"operation\":\"externalAccountBinding\"")
                .doesNotContain(SECRET);
    }

    @Test
    void withoutTheSecretTheClientSaysWhatIsMissing() throws IOException {
        site.startAccountd();
        assertThat(site.signet("account", "--register", "--tos-agreed").output())
                .contains("\"eab-kid\" and \"eab-key-file\"");
    }

    @Test
    void aRefusalNamesTheRuleToTheClientAndStopsNoOtherOrder() throws IOException {
        serve("operations = issuance newAccount externalAccountBinding\nnames = one.example\n");
        site.register();
        site.sections(site.section("one.example") + site.section("evil.example"));

        Site.Finished run = site.signet("newOrder");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains("refused by the policy: rule \"site\" is not for evil.example");
        assertThat(site.directory().resolve("one.example.pem")).exists();
        assertThat(site.directory().resolve("evil.example.pem")).doesNotExist();
        Site.Finished explained =
                accountd(
                        "policy",
                        "explain",
                        "--policy=" + site.directory().resolve("policy.conf"),
                        site.directory().resolve("audit.log").toString());
        assertThat(explained.status()).isEqualTo(1);
        assertThat(explained.output())
                .contains("ALLOWED by rule \"site\"")
                .contains("REFUSED by rule \"site\": rule \"site\" is not for evil.example");
    }

    @Test
    void oneYesIsForAWholeOrder() throws IOException {
        Path asked = site.directory().resolve("asked");
        Path program = site.directory().resolve("ask");
        Files.writeString(program, "#!/bin/sh\necho once >> " + asked + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        serve(
                """
                operations = issuance newAccount externalAccountBinding
                names = .example
                ask = newOrder
                """,
                "approval-terminal = no\napproval-command = " + program);
        site.register();
        site.sections(site.section("one.example"));

        Site.Finished run = site.signet("newOrder");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(Files.readAllLines(asked)).hasSize(1);
    }

    @Test
    void aClientThatEndsTakesItsQuestionBack() throws Exception {
        Path asked = site.directory().resolve("asked");
        Path program = site.directory().resolve("ask");
        Files.writeString(program, "#!/bin/sh\necho $$ > " + asked + "\nexec sleep 600\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        serve(
                """
                operations = issuance newAccount externalAccountBinding
                names = .example
                ask = newOrder
                """,
                "approval-terminal = no\napproval-command = " + program);
        site.register();
        site.sections(site.section("one.example"));
        TestProcess run = site.startSignet("newOrder");
        run.await(
                "a person is asked",
                Site.LONG,
                () -> Files.exists(asked) && !Files.readString(asked).isBlank());
        Path dialog = Path.of("/proc", Files.readString(asked).strip());
        assertThat(dialog).exists();

        run.signal("INT");

        Eventually.await("the end of the dialog", Site.LONG, () -> Files.notExists(dialog));
        // The dialog is ended first, and then the decision written.
        Eventually.await(
                "the line of the audit log",
                Site.LONG,
                () -> audited().contains("it was cancelled before it was approved"));
    }

    @Test
    void theirLacmeWorksUnderAPolicyThatAllowsWhatItNeeds() throws IOException {
        serve("operations = issuance newAccount externalAccountBinding\nnames = .example\n");
        site.register();
        Lacme lacme = Lacme.on(site);
        lacme.configure("");
        site.sections(site.section("one.example") + "subjectAltName = DNS:one.example\n");

        Site.Finished run = lacme.lacme("newOrder");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(site.directory().resolve("one.example.pem")).exists();
    }

    @Test
    void aBrokenPolicyStopsTheSigner() throws IOException {
        configure("names = a..example\n", "");
        Site.Finished run =
                accountd("--config=" + site.directory().resolve("accountd.conf"), "--stdio");
        assertThat(run.status()).isNotZero();
        assertThat(run.output())
                .contains("policy.conf:4: [allow site] names: \"a..example\" is not a DNS name");
    }

    private void serve(String rule) throws IOException {
        serve(rule, "");
    }

    private void serve(String rule, String more) throws IOException {
        configure(rule, more);
        TestProcess accountd =
                site.start(
                        "accountd",
                        List.of(
                                CA.distribution().accountd(),
                                "--config=" + site.directory().resolve("accountd.conf"),
                                "--socket=" + site.socket()));
        accountd.await("the socket", Site.LONG, () -> Files.exists(site.socket()));
    }

    private void configure(String rule, String more) throws IOException {
        site.write(
                "policy.conf",
                "[ca pebble]\ndirectory = "
                        + CA.pebble().directory()
                        + "\n[allow site]\n"
                        + rule
                        + "[ca pebble]\neab-kid = "
                        + KEY_ID
                        + "\neab-key-file = "
                        + site.directory().resolve("eab")
                        + "\n");
        site.write(
                "accountd.conf",
                "privkey = file:"
                        + site.accountKey()
                        + "\npolicy = "
                        + site.directory().resolve("policy.conf")
                        + "\nstate = "
                        + Files.createDirectories(site.directory().resolve("state"))
                        + "\naudit-log = "
                        + site.directory().resolve("audit.log")
                        + "\n"
                        + more
                        + "\n");
    }

    private Site.Finished accountd(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = CA.distribution().accountd();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return site.run(command);
    }

    private String audited() throws IOException {
        return Files.readString(site.directory().resolve("audit.log"));
    }
}
