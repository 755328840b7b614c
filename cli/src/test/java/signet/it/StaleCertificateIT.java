package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.control.ClientReport;
import signet.master.certificate.IssuedChain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A client that was taken over passes on certificates that are of the right CA, key and names, and
 * renew nothing; or rubbish in the place of what could be installed.
 */
class StaleCertificateIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final Duration DAY = Duration.ofDays(1);
    private static final Path RESCUE = Path.of("/var/cache/signet/rescue");

    private Site site;
    private PrivateCa ca;
    private String name;

    @BeforeEach
    void prepare() throws Exception {
        site = CA.site();
        site.startAccountd();
        ca = new PrivateCa(site);
        // What is kept is kept for the whole machine.
        name = "t" + System.nanoTime() + ".stale.example";
        site.sections(ca.section(name) + "notify = touch " + told() + "\n");
    }

    @AfterEach
    void end() throws IOException {
        site.close();
        Files.deleteIfExists(kept());
        Files.deleteIfExists(rejected());
    }

    private Path told() {
        return site.directory().resolve("told");
    }

    private Path kept() {
        return RESCUE.resolve(name + ".pem");
    }

    private Path rejected() {
        return RESCUE.resolve(name + ".rejected");
    }

    private Path certificate() {
        return site.directory().resolve(name + ".pem");
    }

    private Path chain() {
        return site.directory().resolve(name + ".chain.pem");
    }

    private static Instant ago(Duration duration) {
        return Instant.now().minus(duration);
    }

    private IssuedChain issue(Instant from, Duration life) throws Exception {
        return ca.issue(name, from, life);
    }

    private void installed(IssuedChain old) throws IOException {
        Files.write(certificate(), old.leafPem());
        Files.write(chain(), old.chainPem());
    }

    private Site.Finished answer(String pem, String... arguments) throws IOException {
        return Lie.afterTheTasks()
                .say(new ClientReport.Issued(name, pem))
                .done()
                .signet(site, arguments);
    }

    private void assertRefused(IssuedChain answer, String reason) throws IOException {
        byte[] before = Files.exists(chain()) ? Files.readAllBytes(chain()) : new byte[0];
        for (String json : new String[] {"--quiet", "--json"}) {
            Site.Finished run = answer(PrivateCa.pem(answer), "newOrder", "--force", json);
            assertThat(run.output())
                    .contains("[" + name + "] the CA's answer was not installed: ", reason)
                    .doesNotContain("Installed");
            assertThat(run.status()).isEqualTo(1);
        }
        byte[] after = Files.exists(chain()) ? Files.readAllBytes(chain()) : new byte[0];
        assertThat(after).isEqualTo(before);
        assertThat(told()).doesNotExist();
    }

    @Test
    void theOneThatIsInstalledIsNoNewOne() throws Exception {
        IssuedChain old = issue(ago(Duration.ofHours(1)), Duration.ofDays(90));
        installed(old);
        assertRefused(old, "it is the one that is in " + certificate() + " already");
        assertThat(kept()).doesNotExist();
    }

    @Test
    void anOlderOneIsNotWhatWasOrderedAndIsNotInstalledByTheNextRunEither() throws Exception {
        installed(issue(ago(Duration.ofDays(80)), Duration.ofDays(90)));
        IssuedChain older = issue(ago(Duration.ofDays(30)), Duration.ofDays(90));
        assertRefused(older, "the certificate is not the one that was ordered: it was issued at");

        assertThat(kept()).doesNotExist();
        Site.Finished next =
                Lie.afterTheTasks()
                        .say(new ClientReport.Failed(name, "no more"))
                        .done()
                        .signet(site, "newOrder");
        assertThat(next.output()).contains("no more").doesNotContain("Installed");
    }

    @Test
    void oneThatEndsSoonerReplacesNoneUntilTheAdministratorMovesThatAway() throws Exception {
        installed(issue(ago(DAY), Duration.ofDays(90)));
        IssuedChain shorter = issue(Instant.now(), Duration.ofDays(40));
        assertRefused(shorter, "mv " + chain() + " " + chain() + ".old");

        // Not due: nothing is done.
        Site.Finished quiet = answer("none", "newOrder");
        assertThat(quiet.status()).as(quiet.output()).isZero();
        // Due: no other is ordered, as it would be like it.
        Site.Finished due = answer("none", "newOrder", "--min-days=100");
        assertThat(due.output()).contains("is kept, and was not installed", "sooner");
        assertThat(due.status()).isEqualTo(1);

        for (Path file : new Path[] {certificate(), chain()}) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".old"));
        }
        Site.Finished moved = answer("none", "newOrder");
        assertThat(moved.status()).as(moved.output()).isZero();
        assertThat(moved.output()).contains("no new one is needed");
        assertThat(Files.readString(chain())).isEqualTo(PrivateCa.pem(shorter));
    }

    @Test
    void ofAnotherKeyOrOtherNamesTheOldOneMayBeLonger() throws Exception {
        installed(issue(ago(DAY), Duration.ofDays(90)));
        site.serverKey(name);
        Site.Finished run =
                answer(PrivateCa.pem(issue(Instant.now(), Duration.ofDays(40))), "newOrder");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(told()).exists();
    }

    @Test
    void oneThatIsDueAtOnceIsNotInstalled() throws Exception {
        assertRefused(issue(Instant.now(), Duration.ofMinutes(1)), "renewed at once");
        assertThat(chain()).doesNotExist();
        site.sections(ca.section(name) + "min-days = 50\n");
        assertRefused(issue(Instant.now(), Duration.ofDays(47)), "by min-days = 50");
        assertThat(chain()).doesNotExist();
    }

    @Test
    void rubbishDoesNotTakeThePlaceOfWhatTheNextRunCanInstall() throws Exception {
        String section = ca.section(name);
        site.sections(section.replaceAll("CAfile = .*", "CAfile = " + site.issuerRoot()));
        IssuedChain good = issue(Instant.now(), Duration.ofDays(90));
        assertThat(answer(PrivateCa.pem(good), "newOrder").output()).contains("kept in " + kept());
        site.sections(section);

        Site.Finished forced = answer("rubbish", "newOrder", "--force");
        assertThat(forced.output()).contains("kept in " + rejected() + " to be looked at");
        assertThat(rejected()).hasContent("rubbish");

        Site.Finished next = answer("rubbish", "newOrder");
        assertThat(next.status()).as(next.output()).isZero();
        assertThat(Files.readString(chain())).isEqualTo(PrivateCa.pem(good));
        assertThat(rejected()).doesNotExist();
    }
}
