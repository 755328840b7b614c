package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import signet.control.ClientReport;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A client that was taken over answers what it was not asked: no run may be well by it, and none
 * without a word about each of its sections.
 */
class LyingResultsIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final String ACCOUNT = "account";
    private static final String VALID = "{\"status\":\"valid\"}";

    private Site site;
    private PrivateCa ca;

    @BeforeEach
    void prepare() throws Exception {
        site = CA.site();
        site.startAccountd();
        ca = new PrivateCa(site);
    }

    @AfterEach
    void end() throws Exception {
        site.close();
    }

    private static ClientReport found() {
        return new ClientReport.AccountFound("https://ca.example/acct/1", VALID, Optional.empty());
    }

    static Stream<Arguments> answersToAnOrder() {
        return Stream.of(
                Arguments.of("another kind", new ClientReport.Revoked("a.lying.example")),
                Arguments.of("broke the protocol", found()),
                Arguments.of("not open", new ClientReport.Revoked("z.lying.example")),
                Arguments.of("not open", new ClientReport.Issued("z.lying.example", "PEM")),
                Arguments.of("not open", new ClientReport.Failed(ACCOUNT, "none")),
                Arguments.of("did not report", new ClientReport.Progress("a.lying.example", "x")));
    }

    @ParameterizedTest
    @MethodSource("answersToAnOrder")
    void anOrderIsAnsweredByItsCertificateOrFails(String reason, ClientReport answer)
            throws Exception {
        site.sections(ca.section("a.lying.example") + ca.section("b.lying.example"));
        Lie lie = Lie.afterTheTasks().say(answer).done();

        assertFailed(lie.signet(site, "newOrder"), "[a.lying.example]", reason);

        Site.Finished run = lie.signet(site, "newOrder", "--json");
        assertFailed(run, object("a.lying.example"), object("b.lying.example"));
        assertThat(certificate("a.lying.example")).doesNotExist();
    }

    @Test
    void aResultThatComesTwiceEndsTheRun() throws Exception {
        site.sections(ca.section("twice.example") + ca.section("never.example"));
        ClientReport issued =
                new ClientReport.Issued(
                        "twice.example",
                        PrivateCa.pem(
                                ca.issue("twice.example", Instant.now(), Duration.ofDays(90))));

        Site.Finished run =
                Lie.afterTheTasks()
                        .say(issued)
                        .say(new ClientReport.Failed("twice.example", "not so"))
                        .done()
                        .signet(site, "newOrder");

        assertFailed(run, "[never.example]", "not open", "Installed");
        assertThat(run.output()).doesNotContain("not so");
    }

    static Stream<ClientReport> answersToARevocation() {
        return Stream.of(new ClientReport.Issued("FILE", "PEM"), found());
    }

    @ParameterizedTest
    @MethodSource("answersToARevocation")
    void aRevocationIsAnsweredAsOne(ClientReport answer) throws Exception {
        Path file = ca.root();
        ClientReport lie =
                answer instanceof ClientReport.Issued
                        ? new ClientReport.Issued(file.toString(), "PEM")
                        : answer;
        Site.Finished run =
                Lie.afterTheTasks().say(lie).done().signet(site, "revokeCert", file.toString());
        assertFailed(run, "couldn't revoke " + file, "broke the protocol");
        assertThat(run.output()).doesNotContain("Revoked");
    }

    static Stream<Arguments> answersAboutTheAccount() {
        return Stream.of("--deactivate", "--register", "mailto:a@ca.example", "--quiet")
                .flatMap(
                        option ->
                                Stream.of(
                                                new ClientReport.Issued(ACCOUNT, "PEM"),
                                                new ClientReport.Revoked(ACCOUNT))
                                        .map(report -> Arguments.of(option, report)));
    }

    @ParameterizedTest
    @MethodSource("answersAboutTheAccount")
    void aQuestionAboutTheAccountIsAnsweredByTheAccount(String option, ClientReport answer)
            throws Exception {
        Site.Finished run = Lie.afterTheTasks().say(answer).done().signet(site, ACCOUNT, option);
        assertFailed(run, "another kind");
    }

    @Test
    void anAccountThatIsStillValidIsNotADeactivatedOne() throws Exception {
        Lie lie = Lie.afterTheTasks().say(found()).done();
        assertFailed(
                lie.signet(site, ACCOUNT, "--deactivate"),
                "the account is \"valid\", and should be \"deactivated\" now");
        assertThat(lie.signet(site, ACCOUNT).status()).isZero();
    }

    @Test
    void eachSectionHasAnObjectThoughNoSignerIsThere() throws Exception {
        site.sections(
                ca.section("a.lying.example")
                        + ca.section("b.lying.example")
                        + ca.section("broken.example").replaceAll("subject = .*", "subject = x"));
        String none = "--socket=" + site.directory().resolve("run/none");
        Site.Finished run =
                site.signet(
                        "newOrder",
                        "--json",
                        none,
                        "a.lying.example",
                        "unknown.example",
                        "broken.example",
                        "b.lying.example");
        assertFailed(
                run,
                object("a.lying.example"),
                object("unknown.example"),
                object("broken.example"),
                object("b.lying.example"));
    }

    @Test
    void whatIsNamedTwiceIsDoneOnce() throws Exception {
        site.register();
        site.sections(site.section("double.example"));
        Site.Finished run = site.signet("newOrder", "double.example", "double.example");
        assertThat(run.status()).as(run.output()).isZero();
        String file = certificate("double.example").toString();
        Site.Finished revoked = site.signet("revokeCert", file, file);
        assertThat(revoked.status()).as(revoked.output()).isZero();
    }

    private static String object(String section) {
        return "{\"section\":\"" + section + "\",\"state\":\"failed\"";
    }

    private Path certificate(String name) {
        return site.directory().resolve(name + ".pem");
    }

    private static void assertFailed(Site.Finished run, String... parts) {
        assertThat(run.output()).contains(parts).doesNotContain("\tat ");
        assertThat(run.status()).as(run.output()).isEqualTo(1);
    }
}
