package signet.accountd.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.signer.request.AcmeRequest;
import signet.signer.request.OperationKind;
import signet.signer.server.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

class PolicyEngineTest {

    private static final String SITES =
            """
            [allow sites]
            ca = letsencrypt
            peers = web1, web2
            names = www.example.org .sites.example.org *.wild.example.org
            """;

    @TempDir private Path folder;
    private PolicyFixture policy;

    @BeforeEach
    void make() {
        policy = new PolicyFixture(folder);
    }

    @AfterEach
    void end() throws IOException {
        policy.close();
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.org, true",
        "WWW.Example.ORG, true",
        "a.sites.example.org, true",
        "a.b.sites.example.org, true",
        "sites.example.org, false",
        "xsites.example.org, false",
        "*.sites.example.org, false",
        "*.wild.example.org, true",
        "a.wild.example.org, false",
        "*.a.wild.example.org, false",
        "example.org, false",
        "www.example.org.evil.example, false",
        "evil.example, false",
        "xn--www-example-org-evil.example, false",
    })
    void allowsTheNamesOfARule(String name, boolean allowed) throws Exception {
        assertAllowed(policy.with(SITES).ask(PolicyFixture.order(name)), allowed);
    }

    @Test
    void refusesAnOrderWithOneForeignNameAndNamesIt() throws Exception {
        Verdict verdict =
                policy.with(SITES).ask(PolicyFixture.order("www.example.org", "evil.example"));
        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Refused(
                                "sites",
                                "refused by the policy: rule \"sites\" is not for evil.example"));
    }

    @Test
    void endingsMeanWildcardsWhereTheRuleSaysSo() throws Exception {
        policy.with(SITES + "wildcards = yes\n");
        assertAllowed(policy.ask(PolicyFixture.order("*.sites.example.org")), true);
        assertAllowed(policy.ask(PolicyFixture.order("*.a.sites.example.org")), true);
        assertAllowed(policy.ask(PolicyFixture.order("*.example.org")), false);
    }

    @ParameterizedTest
    @CsvSource({
        "web1, socket, https://ca.example/x, true",
        "web2, ssh, https://CA.example:443/x, true",
        "web3, socket, https://ca.example/x, false",
        "web1, socket, https://ca.example:444/x, false",
        "web1, socket, https://ca.example.evil.example/x, false",
        "web1, socket, https://ca.example./x, false",
        "web1, socket, https://acme2.corp.example/x, false",
    })
    void allowsThePeersAndTheCaOfARule(String peer, String via, String url, boolean allowed)
            throws Exception {
        assertAllowed(
                policy.with(SITES).ask(peer, via, url, PolicyFixture.order("www.example.org")),
                allowed);
    }

    @Test
    void knowsAllHostsOfACaAndTheWayThatAPeerCame() throws Exception {
        policy.with("[allow corp]\nca = corp\nvia = station\nnames = a.corp.example\n");
        String order = PolicyFixture.order("a.corp.example");
        String account = "https://acme.corp.example:8443/acct/7";
        for (String url : new String[] {"https://acme.corp.example:8443/x", account}) {
            assertAllowed(policy.ask("x", "station", policy.request(url, account, order)), true);
            assertAllowed(policy.ask("x", "socket", policy.request(url, account, order)), false);
        }
        String elsewhere = "https://acme.corp.example/x";
        assertAllowed(policy.ask("x", "station", policy.request(elsewhere, account, order)), false);
    }

    @Test
    void refusesAnotherAccount() throws Exception {
        policy.with(SITES);
        String order = PolicyFixture.order("www.example.org");
        for (String account :
                new String[] {
                    "https://ca.example/acct/2",
                    "https://ca.example/acct/1/",
                    "https://acme2.corp.example/acct/1"
                }) {
            assertThat(
                            policy.ask(
                                    "web1",
                                    "socket",
                                    policy.request("https://ca.example/new", account, order)))
                    .isInstanceOfSatisfying(
                            Verdict.Refused.class,
                            refused -> assertThat(refused.reason()).contains("the account is"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{} | true",
                "'' | true",
                "{\"contact\":[\"mailto:a@b.example\"]} | false",
                "{\"status\":\"deactivated\"} | false",
                "{\"certificate\":\"AAAA\"} | false",
                "{\"identifier\":{\"type\":\"dns\",\"value\":\"www.example.org\"}} | false",
            })
    void withoutAWordAllowsIssuanceOnly(String payload, boolean allowed) throws Exception {
        assertAllowed(policy.with(SITES).ask(payload), allowed);
    }

    @Test
    void finalizesOrdersThatThePeerHadSigned() throws Exception {
        KeyPair key = PolicyFixture.key("secp256r1");
        policy.with(SITES);
        String csr = PolicyFixture.finalization(key, "www.example.org", "a.sites.example.org");
        assertThat(policy.ask(csr))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.rule()).isEqualTo("finalize"));
        assertAllowed(
                policy.ask(PolicyFixture.order("a.sites.example.org", "www.example.org")), true);
        assertAllowed(policy.ask(csr), true);
        assertAllowed(policy.ask("web2", "socket", "https://ca.example/x", csr), false);
        assertAllowed(policy.ask("web1", "ssh", "https://ca.example/x", csr), false);
        assertAllowed(policy.ask(PolicyFixture.finalization(key, "www.example.org")), false);
        assertAllowed(
                policy.ask(
                        PolicyFixture.finalization(
                                key,
                                "www.example.org",
                                "a.sites.example.org",
                                "b.sites.example.org")),
                false);
    }

    /** A CA makes no order from it, so there is none that could be finalized. */
    @Test
    void finalizesNoAuthorization() throws Exception {
        policy.with(SITES + "operations = issuance newAuthz\n");
        String csr = PolicyFixture.finalization(PolicyFixture.key("secp256r1"), "www.example.org");
        assertAllowed(
                policy.ask("{\"identifier\":{\"type\":\"dns\",\"value\":\"www.example.org\"}}"),
                true);
        assertThat(policy.ask(csr))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.rule()).isEqualTo("finalize"));
        assertAllowed(policy.ask(PolicyFixture.order("www.example.org")), true);
        assertAllowed(policy.ask(csr), true);
    }

    @Test
    void refusesACertificateRequestForMoreNamesThanAnOrderCanHave() throws Exception {
        String[] names =
                IntStream.range(0, 101)
                        .mapToObj(i -> "n" + i + ".sites.example.org")
                        .toArray(String[]::new);
        policy.with(SITES);
        assertThat(policy.ask(PolicyFixture.finalization(PolicyFixture.key("secp256r1"), names)))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .contains("more than 100 names and addresses"));
    }

    /** Whoever can make recording or the token fail must not be able to waste others' budget. */
    @Test
    void countsWhatIsSignedAlone() throws Exception {
        policy.with(SITES + "orders-per-day = 1\n");
        AcmeRequest order =
                policy.request(
                        "https://ca.example/new",
                        "https://ca.example/acct/1",
                        PolicyFixture.order("www.example.org"));
        for (int i = 0; i < 49; i++) {
            assertThat(policy.decide("web1", "socket", order))
                    .isInstanceOfSatisfying(
                            Verdict.Reserved.class, reserved -> reserved.reservation().close());
        }
        assertAllowed(policy.ask("web1", "socket", order), true);
        assertAllowed(policy.ask("web1", "socket", order), false);
    }

    @Test
    void refusesACertificateForTheAccountKey() throws Exception {
        policy.with(SITES);
        assertAllowed(policy.ask(PolicyFixture.order("www.example.org")), true);
        assertThat(policy.ask(PolicyFixture.finalization(policy.accountKey(), "www.example.org")))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("account key itself"));
    }

    @Test
    void refusesWhatIsNoCertificateRequest() throws Exception {
        assertThat(policy.with(SITES).ask("{\"csr\":\"AAAA\"}"))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("can't be read"));
    }

    @Test
    void countsOrdersOverARestart() throws Exception {
        String rules = SITES + "orders-per-hour = 2\norders-per-day = 3\n";
        String order = PolicyFixture.order("www.example.org");
        assertAllowed(policy.with(rules).ask(order), true);
        assertAllowed(policy.with(rules).ask(order), true);
        assertThat(policy.with(rules).ask(order))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .contains("rule \"sites\" has no orders-per-hour left"));
        policy.pass(Duration.ofMinutes(61));
        assertAllowed(policy.ask(order), true);
        policy.pass(Duration.ofMinutes(61));
        assertThat(policy.ask(order))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("orders-per-day"));
        policy.pass(Duration.ofHours(24));
        assertAllowed(policy.ask(order), true);
    }

    @Test
    void countsOrdersOfARegisteredDomain() throws Exception {
        policy.with(
                """
                [allow hosts]
                names = .example.co.uk .github.io
                orders-per-domain-per-day = 1
                """);
        assertAllowed(policy.ask(PolicyFixture.order("a.example.co.uk")), true);
        assertThat(policy.ask(PolicyFixture.order("b.c.example.co.uk")))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).endsWith("for example.co.uk"));
        assertAllowed(policy.ask(PolicyFixture.order("one.github.io")), true);
        assertAllowed(policy.ask(PolicyFixture.order("two.github.io")), true);
        assertAllowed(policy.ask(PolicyFixture.order("x.two.github.io")), false);
    }

    @Test
    void takesTheFirstRuleThatHasBudgetLeft() throws Exception {
        policy.with(SITES + "orders-per-day = 1\n" + SITES.replace("sites]", "more]"));
        String order = PolicyFixture.order("www.example.org");
        assertThat(policy.ask(order)).isEqualTo(new Verdict.Allowed("sites"));
        assertThat(policy.ask(order)).isEqualTo(new Verdict.Allowed("more"));
    }

    @Test
    void keepsToTheHours() throws Exception {
        policy.with(SITES + "hours = Mon-Fri 08:00-18:00, Sat 10:00-12:00\ntime-zone = UTC\n");
        String order = PolicyFixture.order("www.example.org");
        assertAllowed(policy.ask(order), true);
        policy.pass(Duration.ofHours(8));
        assertThat(policy.ask(order))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("not for this hour"));
        policy.pass(Duration.ofDays(4).plusHours(17));
        assertAllowed(policy.ask(order), true);
    }

    @Test
    void asksPersonsForWhatARuleWants() throws Exception {
        policy.with(SITES + "ask = newOrder\n");
        policy.personsSay(Optional.of("denied by alice"));
        assertThat(policy.ask(PolicyFixture.order("www.example.org")))
                .isEqualTo(new Verdict.Refused("sites", "refused by the policy: denied by alice"));
        // What was denied is no order.
        assertAllowed(
                policy.ask(
                        PolicyFixture.finalization(
                                PolicyFixture.key("secp256r1"), "www.example.org")),
                false);
        policy.personsSay(Optional.empty());
        assertAllowed(policy.ask(PolicyFixture.order("www.example.org")), true);
        assertAllowed(policy.ask("{}"), true);
        assertThat(policy.asked())
                .extracting(Asked::kind)
                .containsExactly(OperationKind.NEW_ORDER, OperationKind.NEW_ORDER);
        assertThat(policy.asked().getFirst().names()).containsExactly("www.example.org");
    }

    @Test
    void alwaysAsksPersonsForWhatCanNotBeUndone() throws Exception {
        policy.with("[allow all]\noperations = issuance deactivation keyChange\n");
        policy.personsSay(Optional.of("nobody is there"));
        assertThat(policy.ask("{\"status\":\"deactivated\"}"))
                .isEqualTo(new Verdict.Refused("all", "refused by the policy: nobody is there"));
    }

    /** A yes for one key must not be one for another. */
    @Test
    void tellsPersonsWhatCanNotBeUndone() throws Exception {
        policy.with("[allow all]\noperations = deactivation account-update revokeCert\n");
        policy.ask("web1", "socket", "https://ca.example/acct/1", "{\"status\":\"deactivated\"}");
        policy.ask("{\"contact\":[\"mailto:new@example.org\"]}");
        assertThat(policy.asked().getFirst().particulars())
                .containsExactly("https://ca.example/acct/1");
        policy.with("[allow all]\noperations = keyChange account-update\nask = account-update\n");
        policy.ask("{\"contact\":[\"mailto:New@example.org\"]}");
        assertThat(policy.asked().getLast().particulars())
                .containsExactly("contact:mailto:New@example.org");
        KeyPair fresh = PolicyFixture.key("secp256r1");
        policy.ask(policy.keyChange(fresh));
        assertThat(policy.asked().getLast().particulars())
                .containsExactly("JWK-thumbprint:" + PolicyFixture.thumbprint(fresh));
    }

    @Test
    void tellsPersonsWhatEachChangeOfAnAccountIs() throws Exception {
        policy.with("[allow all]\noperations = account-update\nask = account-update\n");
        policy.ask("{\"contact\":[]}");
        policy.ask("{\"termsOfServiceAgreed\":true}");
        policy.ask("{\"contact\":[\"mailto:a@b.example\"],\"termsOfServiceAgreed\":true}");

        assertThat(policy.asked())
                .extracting(Asked::particulars)
                .containsExactly(
                        List.of("no-contact"),
                        List.of("termsOfServiceAgreed"),
                        List.of("contact:mailto:a@b.example", "termsOfServiceAgreed"));
    }

    /** A yes for an account is none for the same one that belongs to somebody elsewhere. */
    @Test
    void tellsPersonsWhomANewAccountIsBoundTo() throws Exception {
        policy.with("[allow all]\nca = corp\noperations = newAccount\nask = newAccount\n");
        policy.askByKey("https://acme2.corp.example", "{\"contact\":[\"mailto:a@b.example\"]}");
        policy.askByKey(
                "https://acme2.corp.example",
                "{\"contact\":[\"mailto:a@b.example\"],\"externalAccountBinding\":"
                        + PolicyFixture.binding("Kid-1")
                        + "}");

        assertThat(policy.asked())
                .extracting(Asked::particulars)
                .containsExactly(
                        List.of("contact:mailto:a@b.example"),
                        List.of("contact:mailto:a@b.example", "externalAccountBinding:Kid-1"));
    }

    @Test
    void tellsPersonsForWhichKeyAFinalizationIs() throws Exception {
        policy.with(SITES + "ask = newOrder\n");
        policy.ask(PolicyFixture.order("www.example.org"));
        policy.ask(PolicyFixture.finalization(PolicyFixture.key("secp256r1"), "www.example.org"));

        assertThat(policy.asked().getLast().names()).containsExactly("www.example.org");
        assertThat(policy.asked().getLast().particulars())
                .singleElement()
                .asString()
                .matches("key-SHA-256:[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'' | \"profile\":\"tlsserver\" | profile:tlsserver",
                "'' | \"notBefore\":\"2026-02-01T00:00:00Z\" | notBefore:2026-02-01T00:00:00Z",
                "'' | \"notAfter\":\"2026-02-01T00:00:00Z\" | notAfter:2026-02-01T00:00:00Z",
                "'' | \"replaces\":\"AA.AQ\" | replaces:AA.AQ",
                "'profiles = tlsserver x' | \"profile\":\"TLSserver\" | profile:TLSserver",
                "'profiles = tlsserver x' | \"profile\":\"tlsserver\" | ''",
                "'validity = yes' | \"notBefore\":\"2026-02-01T00:00:00Z\" | ''",
                "'validity = yes' | \"notAfter\":\"2026-02-01T00:00:00Z\" | ''",
                "'validity = yes' | \"replaces\":\"AA.AQ\" | replaces:AA.AQ",
                "'replaces = yes' | \"replaces\":\"AA.AQ\" | ''",
            })
    void allowsInAnOrderWhatTheRuleSays(String line, String member, String foreign)
            throws Exception {
        policy.with(SITES + line + "\n");
        Verdict verdict =
                policy.ask(
                        PolicyFixture.order("www.example.org")
                                .replaceFirst("}$", "," + member + "}"));

        assertThat(verdict)
                .isEqualTo(
                        foreign.isEmpty()
                                ? new Verdict.Allowed("sites")
                                : new Verdict.Refused(
                                        "sites",
                                        "refused by the policy: rule \"sites\" allows no order"
                                                + " with "
                                                + foreign));
    }

    @Test
    void allowsAnOrderForNamesAlone() throws Exception {
        policy.with(SITES);
        String order = PolicyFixture.order("www.example.org");
        String more =
                order.replaceFirst(
                        "}$",
                        ",\"profile\":\"x\",\"notBefore\":\"2026-02-01T00:00:00Z\","
                                + "\"notAfter\":\"2026-03-01T00:00:00Z\",\"replaces\":\"AA.AQ\"}");

        assertAllowed(policy.ask(order), true);
        assertThat(policy.ask(more))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .endsWith(
                                                "allows no order with profile:x,"
                                                        + " notBefore:2026-02-01T00:00:00Z,"
                                                        + " notAfter:2026-03-01T00:00:00Z,"
                                                        + " replaces:AA.AQ"));
    }

    @Test
    void remembersPeersWithAnyNameOverARestart() throws Exception {
        String csr = PolicyFixture.finalization(PolicyFixture.key("secp256r1"), "www.example.org");
        policy.with("[allow all]\nnames = www.example.org\n");
        policy.ask(
                "j\u00f6rg",
                "\u4e00",
                "https://ca.example/x",
                PolicyFixture.order("www.example.org"));
        policy.with("[allow all]\nnames = www.example.org\n");
        assertAllowed(policy.ask("j\u00f6rg", "\u4e00", "https://ca.example/x", csr), true);
    }

    @Test
    void refusesADamagedMemoryAndThrowsNothingAway() throws Exception {
        policy.with(SITES).ask(PolicyFixture.order("www.example.org"));
        policy.close();
        Path orders = folder.resolve("orders");
        Files.writeString(orders, "{\"time\":\"20", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> policy.with(SITES))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("signet-accountd policy repair");
        assertThat(new OrderMemory(folder).repair()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("orders.bad"))).isEqualTo("{\"time\":\"20\n");
        policy.with(SITES);
        assertAllowed(
                policy.ask(
                        PolicyFixture.finalization(
                                PolicyFixture.key("secp256r1"), "www.example.org")),
                true);
    }

    @Test
    void oneMemoryIsForOneSigner() throws Exception {
        policy.with(SITES);
        assertThatThrownBy(() -> new OrderMemory(folder).repair())
                .isInstanceOf(StateException.class)
                .hasMessageContaining("in use by another signet-accountd");
    }

    private static void assertAllowed(Verdict verdict, boolean allowed) {
        assertThat(verdict instanceof Verdict.Allowed).as(verdict.toString()).isEqualTo(allowed);
    }
}
