package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One signer for a whole run: it is started once, and asks once. */
class OnePassphraseIT {

    @RegisterExtension static final Ca CA = new Ca();

    /** Answers the prompt, and shows in its exit status how often there was one. */
    private static final String EXPECT =
            """
            set timeout 80
            set prompts 0
            spawn {*}$argv
            expect {
                "Password for" { incr prompts; expect ": "; send "sesame\\r"; exp_continue }
                timeout { exit 99 }
                eof { }
            }
            set status [lindex [wait] 3]
            if {$status != 0} { exit 98 }
            exit $prompts
            """;

    @Test
    void threeSectionsNeedOneSignerAndOnePassphrase() throws IOException {
        try (Site site = CA.site()) {
            Path spawns = site.directory().resolve("spawns");
            Path count = site.directory().resolve("count.sh");
            Files.writeString(count, "echo spawned >> " + spawns + "; exec \"$@\"\n");
            site.configure(
                    "",
                    "[accountd]\ncommand = /bin/sh "
                            + count
                            + " "
                            + CA.distribution().accountd()
                            + "\nprivkey = file:"
                            + site.accountKey()
                            + "\n");
            site.register();
            assertThat(Files.readAllLines(spawns)).hasSize(1);
            encrypt(site);
            site.sections(
                    site.section("a.example")
                            + site.section("b.example")
                            + site.section("c.example"));

            assertThat(expect(site, "newOrder")).isEqualTo(1);

            assertThat(Files.readAllLines(spawns)).hasSize(2);
            for (String name : List.of("a", "b", "c")) {
                assertThat(site.directory().resolve(name + ".example.pem")).exists();
            }
            // Nothing is due: nobody is asked.
            assertThat(expect(site, "newOrder")).isZero();
            // Without webservers the client is the first one that wants to hear from the signer.
            assertThat(expect(site, "account")).isEqualTo(1);
            assertThat(Files.readAllLines(spawns)).hasSize(3);
        }
    }

    private static void encrypt(Site site) throws IOException {
        Path key = site.accountKey();
        Path open = site.directory().resolve("open.key");
        Files.move(key, open);
        Site.Finished done =
                site.run(
                        "openssl",
                        "pkcs8",
                        "-topk8",
                        "-v2",
                        "aes-256-cbc",
                        "-passout",
                        "pass:sesame",
                        "-in",
                        open.toString(),
                        "-out",
                        key.toString());
        assertThat(done.status()).as(done.output()).isZero();
        Files.delete(open);
    }

    /** Returns how often a passphrase was asked for. */
    private static int expect(Site site, String command) throws IOException {
        Path script = site.directory().resolve("expect");
        Files.writeString(script, EXPECT);
        TestProcess run =
                site.start(
                        "expect",
                        List.of(
                                "expect",
                                "-f",
                                script.toString(),
                                "--",
                                CA.distribution().signet(),
                                "--config=" + site.directory().resolve("signet.conf"),
                                command));
        int prompts = run.awaitExit(Site.LONG);
        assertThat(prompts).as(run.text()).isLessThan(90);
        return prompts;
    }
}
